using FsCheck;
using FsCheck.Fluent;

namespace InitLab.Tests.TestKit;

/// <summary>Properties over random cases. The seed is fixed, so a failure repeats; FsCheck prints the case and its smallest form.</summary>
internal static class Property
{
    /// <summary>Checks a property for whole numbers, from which a test draws whatever it needs.</summary>
    public static void ForSeeds(int cases, Action<int> holds)
    {
        Arbitrary<int> seeds = Gen.Choose(1, 1_000_000).ToArbitrary();
        FsCheck.Property property = Prop.ForAll(seeds, seed => holds(seed));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(20_261_122, 7_919), property);
    }
}
