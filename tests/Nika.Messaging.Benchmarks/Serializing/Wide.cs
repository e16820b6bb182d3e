namespace Nika.Messaging.Benchmarks;

/// <summary>So many members that short code is worth more than the fastest.</summary>
[MessagePart]
public sealed partial record Wide(
    string Member00, int Member01, double Member02, bool Member03, long Member04,
    string Member05, int Member06, double Member07, bool Member08, long Member09,
    string Member10, int Member11, double Member12, bool Member13, long Member14,
    string Member15, int Member16, double Member17, bool Member18, long Member19,
    string Member20, int Member21, double Member22, bool Member23, long Member24,
    string Member25, int Member26, double Member27, bool Member28, long Member29,
    string Member30, int Member31, double Member32, bool Member33, long Member34,
    string Member35, int Member36, double Member37, bool Member38, long Member39);
