using Registry.Web.Http;
using Xunit;

namespace Registry.Unit.Http;

public sealed class SentFormsTests
{
    [Fact]
    public void A_form_is_taken_once()
    {
        using var forms = new SentForms();
        var (one, other) = (SentForms.NewKey(), SentForms.NewKey());

        Assert.True(forms.TryTake(one));
        Assert.False(forms.TryTake(one));
        Assert.True(forms.TryTake(other));
    }
}
