using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using InitLab.Primitives;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.DotNet.Interactive.Formatting;

namespace InitLab.Notebooks;

/// <summary>Tensors and Math.NET matrices and vectors as small tables with their shape; what does not fit is left out, and said so.</summary>
internal static class Tables
{
    private const int Most = 10;
    private const string Plain = "text/plain", Html = "text/html";

    public static void Register()
    {
        Register<Tensor<float>>(Tensor);
        Register<Tensor<double>>(Tensor);
        Register<Matrix<double>>(m => Write($"matrix [{m.RowCount}, {m.ColumnCount}]", m.RowCount, m.ColumnCount, (i, j) => m[i, j]));
        Register<Matrix<float>>(m => Write($"matrix [{m.RowCount}, {m.ColumnCount}]", m.RowCount, m.ColumnCount, (i, j) => m[i, j]));
        Register<MathNet.Numerics.LinearAlgebra.Vector<double>>(v => Write($"vector [{v.Count}]", 1, v.Count, (_, j) => v[j]));
        Register<MathNet.Numerics.LinearAlgebra.Vector<float>>(v => Write($"vector [{v.Count}]", 1, v.Count, (_, j) => v[j]));
    }

    private static void Register<T>(Func<T, string> table)
    {
        Formatter.Register<T>((value, writer) => writer.Write(table(value)), Html);
        Formatter.Register<T>((value, writer) => writer.Write(value), Plain);
        Formatter.SetPreferredMimeTypesFor(typeof(T), Html, Plain);
    }

    // Of a tensor with more than two axes the first matrix is shown.
    private static string Tensor<T>(Tensor<T> tensor) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int columns = tensor.Rank == 0 ? 1 : tensor.Shape[-1], rows = tensor.Rank < 2 ? 1 : tensor.Shape[-2];
        string title = $"tensor {tensor.Shape} of {(typeof(T) == typeof(float) ? "float" : "double")}{(tensor.Rank > 2 ? ", its first matrix" : "")}";
        return tensor.Size == 0 ? WebUtility.HtmlEncode($"{title}, empty") : Write(title, rows, columns, (i, j) => double.CreateChecked(tensor.Span[i * columns + j]));
    }

    private static string Write(string title, int rows, int columns, Func<int, int, double> at)
    {
        var html = new StringBuilder($"<table class=\"initlab-table\"><caption>{WebUtility.HtmlEncode(title)}</caption>");
        for (int i = 0; i < Math.Min(rows, Most); i++)
        {
            html.Append("<tr>");
            for (int j = 0; j < Math.Min(columns, Most); j++) html.Append(CultureInfo.InvariantCulture, $"<td>{at(i, j):G4}</td>");
            html.Append(columns > Most ? "<td>…</td></tr>" : "</tr>");
        }
        if (rows > Most) html.Append(CultureInfo.InvariantCulture, $"<tr><td colspan=\"{Math.Min(columns, Most)}\">… {rows - Most} more rows</td></tr>");
        return html.Append("</table>").ToString();
    }
}
