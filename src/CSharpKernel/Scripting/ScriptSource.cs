namespace CSharpKernel.Scripting;

/// <summary>Code and where it comes from.</summary>
/// <param name="Name">What errors call it: "In[3]", or a file's path.</param>
/// <param name="Text">The code.</param>
/// <param name="Folder">Where its relative paths start.</param>
/// <param name="LoadedBy">The source whose #load or #!import brought it, or null.</param>
internal sealed record ScriptSource(string Name, string Text, string Folder, ScriptSource? LoadedBy = null)
{
    public static ScriptSource FromFile(string path, ScriptSource? loadedBy) => new(path, File.ReadAllText(path), Path.GetDirectoryName(path)!, loadedBy);

    /// <summary>Tells whether this source is the file at <paramref name="path"/> or was brought by it.</summary>
    public bool Loads(string path) => Name == path || (LoadedBy?.Loads(path) ?? false);
}
