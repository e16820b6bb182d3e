using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Nika.Messaging.Redis;

namespace Nika.Messaging;

/// <summary>Puts a pod on Redis.</summary>
public static class RedisBuilderExtensions
{
    /// <summary>The setting that names the server, in the environment or any other configuration source: <c>NIKA_REDIS</c>.</summary>
    public const string Setting = "NIKA_REDIS";

    /// <summary>Joins the swarm on a Redis server.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="address">
    /// <c>host:port</c> or <c>redis://user:password@host:port</c>. Default: the setting <c>NIKA_REDIS</c>. The pod does not start without either.
    /// </param>
    /// <param name="configure">Changes what the address does not say.</param>
    public static INikaBuilder UseRedis(this INikaBuilder builder, string? address = null, Action<RedisOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseStore(services =>
        {
            string? given = address ?? services.GetService<IConfiguration>()?[Setting] ?? Environment.GetEnvironmentVariable(Setting);
            if (string.IsNullOrWhiteSpace(given))
            {
                throw new InvalidOperationException($"UseRedis() was given no address, and {Setting} is not set: say UseRedis(\"host:port\") or set {Setting}=host:port.");
            }

            var options = RedisOptions.Parse(given);
            configure?.Invoke(options);
            return new RedisStore(options);
        });
    }
}
