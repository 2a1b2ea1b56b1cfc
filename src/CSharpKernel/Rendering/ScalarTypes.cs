using System.Numerics;

namespace CSharpKernel.Rendering;

/// <summary>The types whose values read best as plain text: numbers, text, moments and the like.</summary>
internal static class ScalarTypes
{
    private static readonly HashSet<Type> Known =
    [
        typeof(string), typeof(char), typeof(bool), typeof(decimal), typeof(Half), typeof(Int128), typeof(UInt128),
        typeof(BigInteger), typeof(Complex), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly),
        typeof(TimeSpan), typeof(Guid), typeof(Uri), typeof(Version), typeof(Index), typeof(Range),
    ];

    public static bool Contains(Type type) => type.IsPrimitive || type.IsEnum || Known.Contains(type);
}
