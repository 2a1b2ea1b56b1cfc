namespace CSharpKernel.Scripting;

/// <summary>A variable that a cell declared.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type as C# writes it.</param>
/// <param name="Value">Its value now.</param>
internal sealed record SessionVariable(string Name, string Type, object? Value);
