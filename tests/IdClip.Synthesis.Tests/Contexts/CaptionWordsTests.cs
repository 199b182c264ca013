using IdClip.Synthesis.Contexts;
using IdClip.Synthesis.Gallery;

namespace IdClip.Synthesis.Tests.Contexts;

public sealed class CaptionWordsTests
{
    [Theory]
    [InlineData("a man runs|a runner|a man in red", null)]
    [InlineData("a dog|a cat|a man", Rejection.NoPerson)]
    [InlineData("a man and a woman|a man and a woman|two people", Rejection.SeveralPeople)]
    [InlineData("Men playing|a man|a man", Rejection.SeveralPeople)]
    [InlineData("a man|a man|a man|a man|a man before a crowd", null)]
    [InlineData("", Rejection.NoPerson)]
    public void Captions_must_tell_of_one_person(string captions, Rejection? expected) =>
        Assert.Equal(expected, CaptionWords.Reject(captions.Split('|'), new ContextLimits()));

    [Theory]
    [InlineData("a woman runs|a person", Gender.Female, AgeGroup.Adult)]
    [InlineData("a boy in a hat|the child of a man|A kid", Gender.Male, AgeGroup.Child)]
    [InlineData("a person on skis|somebody", Gender.Unknown, AgeGroup.Unknown)]
    [InlineData("a man|a woman", Gender.Unknown, AgeGroup.Adult)]
    internal void Words_state_what_a_face_must_agree_in(string captions, Gender gender, AgeGroup age) =>
        Assert.Equal(new FaceAttributes(gender, age), CaptionWords.Attributes(captions.Split('|')));

    [Fact]
    public void Unknown_fits_everything_and_known_things_only_themselves()
    {
        FaceAttributes woman = new(Gender.Female, AgeGroup.Adult), boy = new(Gender.Male, AgeGroup.Child), unknown = new(Gender.Unknown, AgeGroup.Unknown);

        Assert.True(woman.Fits(woman) && woman.Fits(unknown) && unknown.Fits(boy));
        Assert.False(woman.Fits(boy));
        Assert.False(woman.Fits(new(Gender.Female, AgeGroup.Child)));
    }
}
