using InitLab.Datasets;
using Xunit;

namespace InitLab.Tests.Datasets;

public sealed class ReaderTests
{
    // Hydrogen at 1.4 bohr, STO-3G: A. Szabo, N. S. Ostlund, "Modern quantum chemistry", section 3.5.2. Hartree-Fock -1.1167, exact
    // in this basis -1.1373 hartree. One integral is given with its indices in another order.
    private const string Hydrogen = """
         &FCI NORB=  2,NELEC=  2,MS2= 0,
          ORBSYM=1,5,
         &END
          0.6746   1   1   1   1
          0.6636   2   2   1   1
          0.1813   1   2   2   1
          0.6975   2   2   2   2
         -1.2528   1   1   0   0
         -0.4756   2   2   0   0
          7.143D-01   0   0   0   0
        """;

    [Fact]
    public void The_integrals_of_hydrogen_give_its_energies()
    {
        MolecularIntegrals integrals = Fcidump(Hydrogen);
        Assert.Equal((2, 2), (integrals.Orbitals, integrals.Electrons));
        double ground = integrals.ClosedShellEnergy(0), excited = integrals.ClosedShellEnergy(1), coupling = integrals.TwoElectron[0, 1, 0, 1];
        Assert.Equal(-1.1167, ground, 1e-4);
        // Both determinants mix by (12|12): the lower root of a 2 x 2 matrix.
        double exact = (ground + excited) / 2 - Math.Sqrt((excited - ground) * (excited - ground) / 4 + coupling * coupling);
        Assert.Equal(-1.1373, exact, 1e-4);
    }

    [Fact]
    public void Two_electron_integrals_have_eightfold_symmetry()
    {
        MolecularIntegrals integrals = Fcidump("&FCI NORB=3, NELEC=2\n/\n0.25 1 2 3 1\n-0.5 3 1 0 0\n");
        var two = integrals.TwoElectron;
        double[] equal =
        [
            two[0, 1, 2, 0], two[1, 0, 2, 0], two[0, 1, 0, 2], two[1, 0, 0, 2],
            two[2, 0, 0, 1], two[2, 0, 1, 0], two[0, 2, 0, 1], two[0, 2, 1, 0],
        ];
        Assert.All(equal, value => Assert.Equal(0.25, value));
        Assert.Equal(2.0, two.ToArray().Sum());
        Assert.Equal([-0.5, -0.5], [integrals.OneElectron[0, 2], integrals.OneElectron[2, 0]]);
    }

    [Theory]
    [InlineData("&FCI NORB=2", "does not end with &END or '/'")]
    [InlineData("&FCI NORB=2 &END", "gives no positive NELEC")]
    [InlineData("&FCI NORB=2,NELEC=2 &END\n0.5 1 1 3 1", "file, line 2: \"0.5 1 1 3 1\" is not a value with four orbital numbers up to 2")]
    [InlineData("&FCI NORB=2,NELEC=2 &END\n0.5 1 1", "line 2")]
    [InlineData("&FCI NORB=2,NELEC=2 &END\n0.5 1 0 0 0", "line 2")]
    [InlineData("&FCI NORB=2,NELEC=2 &END\nx 1 1 0 0", "line 2")]
    public void What_is_wrong_with_integrals_is_said(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Fcidump(text)).Message);

    [Fact]
    public void Sequences_are_read_with_their_headers()
    {
        var records = FastaRecord.Read(new StringReader(">ce1cg 17 61\nTAAT\ngtt\n\n>tnaa 71 \nACGT\n"), "file");
        Assert.Equal([new("ce1cg", "17 61", "TAATGTT"), new("tnaa", "71", "ACGT")], records);
    }

    [Theory]
    [InlineData("", "file has no sequence")]
    [InlineData("ACGT", "file, line 1: letters before the first header")]
    [InlineData(">a\nACXT", "file, line 2: the letter 'X' is not one of ACGT")]
    [InlineData(">a\n>b\nA", "the sequence of a is empty")]
    public void What_is_wrong_with_sequences_is_said(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => FastaRecord.Read(new StringReader(text), "file")).Message);

    [Fact]
    public void A_text_is_its_codes_and_back()
    {
        var text = CharacterText.Of("to be, or not");
        Assert.Equal(" ,benort", text.Alphabet);
        Assert.Equal("to be, or not", text.Decode(text.Codes));
        Assert.Equal([7, 5, 0], text.Codes[..3]);
        var (first, second) = text.Split(0.5);
        Assert.Equal("to be,", first.Decode(first.Codes));
        Assert.Equal(" or not", second.Decode(second.Codes));
        Assert.Throws<ArgumentException>(() => CharacterText.Of(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => text.Decode([8]));
    }

    private static MolecularIntegrals Fcidump(string text) => MolecularIntegrals.Read(new StringReader(text), "file");
}
