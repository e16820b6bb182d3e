[assembly: Nika.Messaging.JsonCodec(typeof(Nika.Messaging.Generators.Tests.Messages.AddressCodec))]
