namespace Course;

/// <summary>Writes files wholly or not at all: into a temporary file beside the target, then moved over it.</summary>
public static class WholeFile
{
    /// <summary>Writes text in UTF-8 without a byte order mark.</summary>
    /// <param name="path">The file to write or replace; its folder is created.</param>
    /// <param name="text">The content.</param>
    public static void Write(string path, string text) => Write(path, temporary => File.WriteAllText(temporary, text));

    /// <summary>Writes bytes.</summary>
    /// <param name="path">The file to write or replace; its folder is created.</param>
    /// <param name="bytes">The content.</param>
    public static void Write(string path, byte[] bytes) => Write(path, temporary => File.WriteAllBytes(temporary, bytes));

    private static void Write(string path, Action<string> fill)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            fill(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
