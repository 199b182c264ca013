[assembly: AssemblyFixture(typeof(IdClip.Tests.ServedDemo))]
[assembly: AssemblyFixture(typeof(IdClip.Web.Tests.Browser))]
[assembly: AssemblyFixture(typeof(IdClip.Web.Tests.ServedMixture))]
