"""allauth's forms with the hub's words: our labels, no placeholders, no helping HTML."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as outside
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ADDRESS = _("E-mail address")
CODE = _("The code in the letter")
APP_CODE = _("Code from the app, or a recovery code")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
AGAIN = _("The same once more")
PASSWORD_HELP = _("At least 12 characters. Several words are better than one.")


def _plainly(form: forms.BaseForm, **labels: str | Promise) -> None:
    for name, label in labels.items():
        form.fields[name].label = label  # type: ignore[assignment]  # a lazy word will do
    for field in form.fields.values():
        field.help_text = ""
        field.widget.attrs.pop("placeholder", None)


class SignInForm(account.LoginForm):  # type: ignore[misc]  # allauth has no types
    """An address gets a code; an address with a password is let in at once."""

    def _setup_password_field(self) -> None:
        self.fields["password"].required = False
        _plainly(self, login=ADDRESS, password=PASSWORD)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignUpForm(account.SignupForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _plainly(self, email=ADDRESS)


class OutsideSignUpForm(outside.SignupForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _plainly(self, email=ADDRESS)


class DisconnectForm(outside.DisconnectForm):  # type: ignore[misc]
    """allauth keeps the last outside account of somebody without a password; codes suffice."""

    def clean(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class RequestCodeForm(account.RequestLoginCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _plainly(self, email=ADDRESS)


class SignInCodeForm(account.ConfirmLoginCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _plainly(self, code=CODE)


class AddressCodeForm(account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _plainly(self, code=CODE)


class ResetCodeForm(account.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _plainly(self, code=CODE)


class NewAddressForm(account.AddEmailForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _plainly(self, email=_("New e-mail address"))


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        old = _("The password you have now")
        _plainly(self, oldpassword=old, password1=NEW_PASSWORD, password2=AGAIN)
        self.fields["password1"].help_text = PASSWORD_HELP


class SetPasswordForm(account.SetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _plainly(self, password1=PASSWORD, password2=AGAIN)
        self.fields["password1"].help_text = PASSWORD_HELP


class ResetPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _plainly(self, email=ADDRESS)


class NewPasswordForm(account.ResetPasswordKeyForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _plainly(self, password1=NEW_PASSWORD, password2=AGAIN)
        self.fields["password1"].help_text = PASSWORD_HELP


class PasswordAgainForm(account.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _plainly(self, password=PASSWORD)


class SecondFactorForm(mfa.AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _plainly(self, code=APP_CODE)


class SecondFactorAgainForm(mfa.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _plainly(self, code=APP_CODE)


class ActivateAppForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _plainly(self, code=_("Code from the app"))


class AddPasskeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        alone = _("Let it sign me in without a code")
        _plainly(self, name=_("Name of the key"), passwordless=alone)
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _(
            "A passkey. Without this it is only asked for after the code."
        )


class RenamePasskeyForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _plainly(self, name=_("Name of the key"))
