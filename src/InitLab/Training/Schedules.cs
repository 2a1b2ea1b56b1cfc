using InitLab.Primitives;

namespace InitLab.Training;

// The formula of each schedule; Schedule documents them.

internal sealed record ConstantSchedule(double Rate) : Schedule
{
    public double Rate { get; } = Check.NonNegative(Rate);

    public override double At(int step) => Rate;
}

internal sealed record StepSchedule(double Initial, int Every, double Factor) : Schedule
{
    public double Initial { get; } = Check.NonNegative(Initial);

    public int Every { get; } = Check.Positive(Every);

    public double Factor { get; } = Check.Positive(Factor);

    public override double At(int step) => Initial * Math.Pow(Factor, step / Every);
}

internal sealed record CosineSchedule(double Initial, int Steps, double Floor) : Schedule
{
    public double Initial { get; } = Check.NonNegative(Initial);

    public int Steps { get; } = Check.Positive(Steps);

    public double Floor { get; } = Check.NonNegative(Floor);

    public override double At(int step) => step >= Steps ? Floor : Floor + (Initial - Floor) * (1 + Math.Cos(Math.PI * step / Steps)) / 2;
}

internal sealed record WarmUpSchedule(Schedule After, int Steps) : Schedule
{
    public int Steps { get; } = Check.NonNegative(Steps);

    public override double At(int step) => step < Steps ? After.At(0) * (step + 1) / (Steps + 1) : After.At(step - Steps);
}

internal sealed record ChainedSchedule(Schedule First, int Steps, Schedule Next) : Schedule
{
    public int Steps { get; } = Check.NonNegative(Steps);

    public override double At(int step) => step < Steps ? First.At(step) : Next.At(step - Steps);
}

internal sealed record ProductSchedule(Schedule A, Schedule B) : Schedule
{
    public override double At(int step) => A.At(step) * B.At(step);
}
