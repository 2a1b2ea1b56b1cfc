namespace InitLab.Notebooks.Exercises;

/// <summary>The exercises of chapter 01: what depth does to a signal.</summary>
public static class Chapter01
{
    /// <summary>The weight variance that keeps the second moment through a linear layer.</summary>
    public static Exercise<int> LinearVariance { get; } = new("01.A", "Return the variance of the weights that keeps E[x²] through one linear layer of fan-in n.", n => 1.0 / n, 10, 784)
    {
        Hints = ["How many terms does the sum of one output have?", "Each term has second moment σ_w² E[x²]; there are n of them.", "Solve n σ_w² = 1."],
        Mistakes =
        [
            new("standard deviation", n => 1 / Math.Sqrt(n), "That is the standard deviation. The variance is its square."),
            new("ReLU's factor", n => 2.0 / n, "That is for a layer followed by ReLU, which halves the second moment. Here nothing follows."),
            new("no fan-in", _ => 1, "Var(Wx) = Var(W) Var(x) forgets that an output sums n terms."),
        ],
    };

    /// <summary>The standard deviation of He's weights.</summary>
    public static Exercise<int> HeStandardDeviation { get; } = new("01.B", "Return the standard deviation of the weights that keeps E[x²] through a layer of fan-in n followed by ReLU.", n => Math.Sqrt(2.0 / n), 10, 784)
    {
        Hints = ["ReLU keeps half of E[z²].", "So E[z²] must be doubled: n σ_w² = 2.", "The question asks for σ_w, not σ_w²."],
        Mistakes =
        [
            new("variance", n => 2.0 / n, "2/n is the variance; the standard deviation is its square root."),
            new("dropped factor", n => 1 / Math.Sqrt(n), "This keeps a linear layer. ReLU takes away half of the second moment; make up for it."),
            new("factor outside the root", n => 2 / Math.Sqrt(n), "The factor 2 belongs to the variance, so it stands under the root."),
            new("bound of the uniform distribution", n => Math.Sqrt(6.0 / n), "√(6/n) is the bound of the uniform distribution with this variance; its standard deviation is smaller by √3."),
        ],
    };

    /// <summary>What a small error in the scale does in fifty layers.</summary>
    public static Exercise<double> WhatIsLeft { get; } = new("01.C", "Return q at layer 50 as a fraction of q at the input, when every layer multiplies q by a factor a.", a => Math.Pow(a, 50), 0.9, 1.05)
    {
        Hints = ["One layer multiplies by a. Two multiply by a·a.", "Fifty layers are a power."],
        Mistakes =
        [
            new("added, not multiplied", a => 1 + 50 * (a - 1), "Layers compound as interest does: they multiply, they do not add."),
            new("lengths, not squares", a => Math.Pow(a, 25), "That is the length √q. The question asks for q itself."),
        ],
    };

    /// <summary>The fixed point of the length map with a bias.</summary>
    public static Exercise<(double Scale, double BiasVariance)> FixedPoint { get; } = new("01.D", "Return the q to which q → (n σ_w² / 2) q + σ_b² settles, for s = n σ_w² < 2: q is E[z²] before the ReLU.", p => p.BiasVariance / (1 - p.Scale / 2), (0.5, 0.1), (1.5, 0.02))
    {
        Hints = ["A fixed point maps to itself: q* = (s/2) q* + σ_b².", "Bring the q* to one side.", "Divide by 1 - s/2."],
        Mistakes =
        [
            new("ReLU forgotten", p => p.BiasVariance / (1 - p.Scale), "This settles too high below s = 1 and has no fixed point above. Where did the factor ½ go?"),
            new("one step only", p => p.BiasVariance, "That is where a dead signal lands after one layer; it goes on from there."),
            new("sign", p => p.BiasVariance / (1 + p.Scale / 2), "Check the sign when you bring (s/2) q* to the other side."),
        ],
    };

    /// <summary>All exercises of the chapter.</summary>
    public static IReadOnlyList<Exercise> All { get; } = [LinearVariance, HeStandardDeviation, WhatIsLeft, FixedPoint];
}
