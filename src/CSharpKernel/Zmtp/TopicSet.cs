namespace CSharpKernel.Zmtp;

/// <summary>The topics one subscriber holds. A topic subscribed to twice must be cancelled twice.</summary>
internal sealed class TopicSet(int capacity)
{
    private readonly List<(byte[] Topic, int Count)> _topics = [];
    private readonly Lock _gate = new();

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _topics.Count == 0;
        }
    }

    /// <summary>Whether a held topic is a prefix of <paramref name="frame"/>.</summary>
    public bool Matches(byte[] frame)
    {
        lock (_gate)
        {
            foreach (var (topic, _) in _topics)
                if (frame.AsSpan().StartsWith(topic))
                    return true;
            return false;
        }
    }

    /// <summary>Adds a topic. What <paramref name="beforeFirstMatch"/> queues comes before any message the topic lets through.</summary>
    /// <returns>Whether there was room.</returns>
    public bool Add(byte[] topic, Action beforeFirstMatch)
    {
        lock (_gate)
        {
            var index = IndexOf(topic);
            if (index >= 0)
                _topics[index] = (topic, _topics[index].Count + 1);
            else if (_topics.Count == capacity)
                return false;
            else
            {
                beforeFirstMatch();
                _topics.Add((topic, 1));
            }
            return true;
        }
    }

    /// <summary>Takes back one subscription to a topic; an unknown topic is ignored.</summary>
    public void Remove(byte[] topic)
    {
        lock (_gate)
        {
            var index = IndexOf(topic);
            if (index < 0)
                return;
            if (_topics[index].Count > 1)
                _topics[index] = (topic, _topics[index].Count - 1);
            else
                _topics.RemoveAt(index);
        }
    }

    private int IndexOf(byte[] topic) => _topics.FindIndex(entry => entry.Topic.AsSpan().SequenceEqual(topic));
}
