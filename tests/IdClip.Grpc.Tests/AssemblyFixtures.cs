[assembly: AssemblyFixture(typeof(IdClip.Tests.ServedDemo))]
