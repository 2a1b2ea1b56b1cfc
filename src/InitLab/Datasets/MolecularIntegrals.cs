using InitLab.Primitives;

namespace InitLab.Datasets;

/// <summary>The Hamiltonian of a molecule in a basis of orthonormal real orbitals, in hartree.</summary>
/// <param name="Orbitals">The number of spatial orbitals, n.</param>
/// <param name="Electrons">The number of electrons.</param>
/// <param name="Nuclear">The repulsion of the nuclei.</param>
/// <param name="OneElectron">Kinetic energy and attraction by the nuclei, h_ij, [n, n], symmetric.</param>
/// <param name="TwoElectron">Repulsion, (ij|kl) in chemists' order, [n, n, n, n], with its eightfold symmetry filled in.</param>
public sealed record MolecularIntegrals(
    int Orbitals, int Electrons, double Nuclear, Tensor<double> OneElectron, Tensor<double> TwoElectron)
{
    /// <summary>Reads the FCIDUMP format: a header with NORB and NELEC up to <c>&amp;END</c> or <c>/</c>, then a value and four indices a line.</summary>
    /// <remarks>P. J. Knowles, N. C. Handy, "A determinant based full configuration interaction program", Comput. Phys. Commun. 54 (1989) 75.</remarks>
    /// <param name="text">The text.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InvalidDataException">The header lacks a number, a line is not a value with four indices, or an index is outside.</exception>
    public static MolecularIntegrals Read(TextReader text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new FcidumpReader(text, name).Read();
    }

    /// <summary>The energy of a closed-shell determinant that fills some orbitals twice.</summary>
    /// <remarks>E = E_nuclear + 2 sum h_ii + sum (2 (ii|jj) - (ij|ij)) over filled orbitals i, j.</remarks>
    /// <param name="filled">The orbitals, from 0.</param>
    public double ClosedShellEnergy(params ReadOnlySpan<int> filled)
    {
        double energy = Nuclear;
        foreach (int i in filled)
        {
            energy += 2 * OneElectron[i, i];
            foreach (int j in filled)
                energy += 2 * TwoElectron[i, i, j, j] - TwoElectron[i, j, i, j];
        }
        return energy;
    }
}
