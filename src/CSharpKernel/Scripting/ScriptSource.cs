namespace CSharpKernel.Scripting;

/// <summary>Code and where it comes from.</summary>
/// <param name="Name">What errors call it: "In[3]", or a file's path.</param>
/// <param name="Text">The code.</param>
/// <param name="Folder">Where its relative paths start.</param>
internal sealed record ScriptSource(string Name, string Text, string Folder)
{
    public static ScriptSource FromFile(string path) => new(path, File.ReadAllText(path), Path.GetDirectoryName(path)!);
}
