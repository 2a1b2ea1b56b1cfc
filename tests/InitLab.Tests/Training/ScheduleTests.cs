using InitLab.Training;
using Xunit;

namespace InitLab.Tests.Training;

public class ScheduleTests
{
    [Fact]
    public void A_number_is_a_constant_schedule()
    {
        Schedule schedule = 0.3;
        Assert.Equal([0.3, 0.3], At(schedule, 0, 1_000_000));
    }

    [Fact]
    public void Step_drops_by_the_factor_at_every_multiple() =>
        Assert.Equal([1, 1, 0.5, 0.5, 0.25], At(Schedule.Step(1, every: 30, factor: 0.5), 0, 29, 30, 59, 60));

    [Fact]
    public void Cosine_goes_from_initial_through_the_middle_to_the_floor_and_stays() =>
        Assert.Equal([1, 0.2 + 0.8 * (1 + Math.Sqrt(0.5)) / 2, 0.6, 0.2, 0.2], At(Schedule.Cosine(1, 100, floor: 0.2), 0, 25, 50, 100, 500), Close);

    [Fact]
    public void Warm_up_climbs_in_equal_steps_to_where_the_schedule_starts() =>
        Assert.Equal([0.2, 0.4, 0.6, 0.8, 1, 0.5, 0], At(Schedule.Cosine(1, 10).WarmedUp(4), 0, 1, 2, 3, 4, 9, 14), Close);

    [Fact]
    public void Schedules_follow_and_multiply_each_other()
    {
        Assert.Equal([0.1, 0.1, 0.01, 0.001], At(Schedule.Constant(0.1).Then(2, Schedule.Step(0.01, every: 5)), 0, 1, 2, 7), Close);
        Assert.Equal([0.2, 0.02], At(Schedule.Step(0.1, every: 1) * 2, 0, 1), Close);
    }

    [Fact]
    public void Rates_and_lengths_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Constant(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Cosine(0.1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Step(0.1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Constant(1).WarmedUp(-1));
    }

    private static double[] At(Schedule schedule, params int[] steps) => Array.ConvertAll(steps, schedule.At);

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-15;
}
