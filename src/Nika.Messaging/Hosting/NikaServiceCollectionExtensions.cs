using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Nika.Messaging.Hosting;

namespace Nika.Messaging;

/// <summary>Adds a pod to a service collection.</summary>
public static class NikaServiceCollectionExtensions
{
    /// <summary>
    /// Adds a pod: <see cref="INika"/>, <see cref="IPublisher"/>, <see cref="IAsker"/>, <see cref="IAlpha"/>, and a hosted service that starts and stops it. Options come from the
    /// configuration section <c>Nika</c>, then from <paramref name="configure"/>; they are validated when the host starts.
    /// Say where messages live with <c>UseRedis</c> or <c>UseEmbedded</c>, and add each assembly's handlers with its generated method.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes options.</param>
    /// <exception cref="InvalidOperationException">There is a pod in these services already.</exception>
    public static INikaBuilder AddNika(this IServiceCollection services, Action<NikaOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(static service => service.ServiceType == typeof(NikaPod)))
        {
            throw new InvalidOperationException("AddNika was called before on these services: they hold one pod. Go on with the builder that the first call returned; for a second pod in the process use NikaPod.CreateBuilder().");
        }

        var setup = new NikaSetup { IsHosted = true };
        if (configure is not null)
        {
            setup.Configure.Add(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        _ = services.AddSingleton(provider =>
        {
            var options = new NikaOptions();
            provider.GetService<IConfiguration>()?.GetSection(NikaOptions.Section).Bind(options);
            return NikaPod.Create(options, setup, provider);
        });
        _ = services.AddSingleton<INika>(provider => provider.GetRequiredService<NikaPod>());
        _ = services.AddSingleton<IPublisher>(provider => provider.GetRequiredService<NikaPod>());
        _ = services.AddSingleton<IAsker>(provider => provider.GetRequiredService<NikaPod>());
        _ = services.AddSingleton(static provider => provider.GetRequiredService<NikaPod>().Alpha);
        _ = services.AddSingleton<IHostedService>(provider => new NikaHostedService(provider.GetRequiredService<NikaPod>()));
        return new NikaBuilder(setup, services);
    }
}
