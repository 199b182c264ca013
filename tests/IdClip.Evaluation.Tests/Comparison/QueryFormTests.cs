using IdClip.Evaluation.Comparison;
using IdClip.Evaluation.Protocol;
using IdClip.Models.Captions;

namespace IdClip.Evaluation.Tests.Comparison;

public sealed class QueryFormTests
{
    private static readonly RecallQuestion Question = MadeSet.Question("a man rides a wave");

    [Theory]
    [InlineData(CaptionExpansion.Token, TemplateUse.First, "conf1, template 1", "An image with [TOK]. a man rides a wave")]
    [InlineData(CaptionExpansion.Token, TemplateUse.Fifth, "conf1, template 5", "[TOK] in the image. a man rides a wave")]
    [InlineData(CaptionExpansion.TokenName, TemplateUse.Fifth, "conf2, template 5", "[TOK] Ann Lee in the image. a man rides a wave")]
    [InlineData(CaptionExpansion.NameToken, TemplateUse.Fifth, "conf3, template 5", "Ann Lee [TOK] in the image. a man rides a wave")]
    [InlineData(CaptionExpansion.ImageWithToken, TemplateUse.Fifth, "conf4, template 5", "An image with [TOK]. Ann Lee in the image. a man rides a wave")]
    [InlineData(CaptionExpansion.TokenFirst, TemplateUse.Fifth, "conf5, template 5", "[TOK]. Ann Lee in the image. a man rides a wave")]
    [InlineData(CaptionExpansion.TokenTwice, TemplateUse.Fifth, "conf6, template 5", "[TOK]. [TOK] in the image. a man rides a wave")]
    public void A_single_template_gives_one_query_of_one_text(CaptionExpansion expansion, TemplateUse templates, string name, string text)
    {
        var form = new QueryForm(expansion, templates);

        Assert.Equal(name, form.Name);
        Assert.Equal([new PersonText(text, "Ann Lee")], Assert.Single(form.QueriesOf(Question)));
    }

    [Fact]
    public void All_templates_are_queries_of_their_own_or_one_query_together()
    {
        var each = new QueryForm(CaptionExpansion.Token, TemplateUse.Each).QueriesOf(Question);
        var mean = new QueryForm(CaptionExpansion.Token, TemplateUse.Mean).QueriesOf(Question);

        Assert.Equal(11, each.Count);
        Assert.All(each, query => Assert.Single(query));
        Assert.Equal(each.Select(query => query[0]), Assert.Single(mean));
        Assert.Contains(new PersonText("a famous man [TOK] rides a wave", "Ann Lee"), mean[0]);
    }

    [Fact]
    public void A_caption_that_names_no_person_has_the_whole_templates_only() =>
        Assert.Equal(6, new QueryForm(CaptionExpansion.Token, TemplateUse.Each).QueriesOf(MadeSet.Question("a wave")).Count);

    [Fact]
    public void Texts_without_a_token_belong_to_nobody()
    {
        var (caption, name) = (QueryForm.CaptionAlone, new QueryForm(CaptionExpansion.Name, TemplateUse.Fifth));

        Assert.Equal([new PersonText("a man rides a wave", null)], Assert.Single(caption.QueriesOf(Question)));
        Assert.Null(caption.PersonQueryOf("Ann Lee"));
        Assert.Equal([new PersonText("Ann Lee in the image. a man rides a wave", null)], Assert.Single(name.QueriesOf(Question)));
    }

    // configs/data/test/entities_retrieval_conf4.yaml and _conf1.yaml
    [Fact]
    public void A_person_alone_is_asked_for_in_the_six_whole_templates()
    {
        Assert.Equal(
            ["An image with [TOK].", "An image with a person whose name is [TOK].", "[TOK].", "A picture of [TOK].", "[TOK] in the image.", "There is [TOK] in the picture."],
            new QueryForm(CaptionExpansion.Token, TemplateUse.Fifth).PersonQueryOf("Ann Lee")!.Select(text => text.Text));
        Assert.Equal(
            new PersonText("An image with [TOK]. A picture of Ann Lee.", "Ann Lee"),
            new QueryForm(CaptionExpansion.ImageWithToken, TemplateUse.Each).PersonQueryOf("Ann Lee")![3]);
    }
}
