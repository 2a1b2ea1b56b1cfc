using System.Runtime.InteropServices;
using Course.Verbs;

namespace Course.Tests.Verbs;

public class KernelFoldersTests
{
    [Theory]
    [InlineData("LINUX", "/home/me/.local/share/jupyter/kernels")]
    [InlineData("OSX", "/home/me/Library/Jupyter/kernels")]
    [InlineData("WINDOWS", "/home/me/AppData/Roaming/jupyter/kernels")]
    public void The_user_folder_is_the_one_each_platform_uses(string platform, string expected) =>
        Assert.Equal(expected, Slashes(Folders(platform).User));

    [Theory]
    [InlineData("LINUX", "XDG_DATA_HOME", "/data", "/data/jupyter/kernels")]
    [InlineData("WINDOWS", "APPDATA", "/roaming", "/roaming/jupyter/kernels")]
    [InlineData("OSX", "JUPYTER_DATA_DIR", "/own", "/own/kernels")]
    [InlineData("LINUX", "JUPYTER_DATA_DIR", "/own", "/own/kernels")]
    public void Environment_variables_move_it(string platform, string variable, string value, string expected) =>
        Assert.Equal(expected, Slashes(Folders(platform, (variable, value)).User));

    [Fact]
    public void Jupyters_search_path_comes_first_and_the_systems_folders_last() =>
        Assert.Equal(
            ["/a/kernels", "/b/kernels", "/home/me/.local/share/jupyter/kernels", "/usr/local/share/jupyter/kernels", "/usr/share/jupyter/kernels"],
            Folders("LINUX", ("JUPYTER_PATH", "/a:/b")).Searched.Select(Slashes));

    [Fact]
    public void Windows_separates_its_search_path_by_semicolons_and_has_one_system_folder() =>
        Assert.Equal(
            ["C:/a/kernels", "/home/me/AppData/Roaming/jupyter/kernels", "C:/ProgramData/jupyter/kernels"],
            Folders("WINDOWS", ("JUPYTER_PATH", "C:/a"), ("PROGRAMDATA", "C:/ProgramData")).Searched.Select(Slashes));

    private static KernelFolders Folders(string platform, params (string Name, string Value)[] variables) =>
        new(OSPlatform.Create(platform), name => variables.FirstOrDefault(variable => variable.Name == name).Value, "/home/me");

    private static string Slashes(string path) => path.Replace('\\', '/');
}
