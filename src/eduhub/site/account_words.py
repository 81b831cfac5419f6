"""What the hub says about accounts where allauth would speak."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Words = str | Promise

ACCOUNT_ERRORS: dict[str, Words] = {
    "account_inactive": _("This account is closed. Turn to the hub."),
    "cannot_remove_primary_email": _("Your only address cannot be removed. Change it instead."),
    "duplicate_email": _("This is your address already."),
    "email_password_mismatch": _(
        "Address and password do not fit together. Leave the password empty to get a code."
    ),
    "email_taken": _("Somebody else has this address here."),
    "enter_current_password": _("This is not the password that you have now."),
    "incorrect_code": _("This is not the code in the letter. Look once more."),
    "incorrect_password": _("This is not your password. Try once more."),
    "invalid_or_expired_key": _("This code is too old. Ask for a new one."),
    "invalid_login": _("Write your e-mail address."),
    "invalid_password_reset": _("This code is too old. Ask for a new one."),
    "too_many_login_attempts": _("That was too often in a short time. Try again in five minutes."),
    "same_as_current": _("This is the one that you have already."),
    "rate_limited": _("That was too often in a short time. Wait a while and try again."),
}
SECOND_FACTOR_ERRORS: dict[str, Words] = {
    "add_email_blocked": _("First switch the second factor off, then change the address."),
    "cannot_delete_authenticator": _("This cannot be switched off."),
    "cannot_generate_recovery_codes": _("First add a passkey or an app, then recovery codes."),
    "incorrect_code": _("This code does not fit. Wait for the next one and try again."),
    "unverified_email": _("First show that letters to your address reach you."),
}
OUTSIDE_ERRORS: dict[str, Words] = {
    "email_taken": _("Somebody has this address here already. Sign in with a code first."),
    "connected_other": _("This outside account belongs to somebody else here."),
}

# Letters that only say what has changed: subject and sentence.
NOTICES: dict[str, tuple[Words, Words]] = {
    "email_changed": (
        _("Your address in the hub has changed"),
        _("Letters and codes now go to your new address."),
    ),
    "email_confirm": (_("Your address is confirmed"), _("Letters to this address reach you.")),
    "email_deleted": (
        _("An address was removed from your account"),
        _("Codes no longer go to it."),
    ),
    "password_changed": (
        _("Your password has changed"),
        _("The old password opens nothing any more."),
    ),
    "password_reset": (
        _("Your password has changed"),
        _("The old password opens nothing any more."),
    ),
    "password_set": (_("Your account has a password"), _("You can sign in with it from now on.")),
    "totp_activated": (
        _("An app was added to your account"),
        _("From now on you are asked for its code when you sign in."),
    ),
    "totp_deactivated": (
        _("The app was removed from your account"),
        _("Its codes are no longer asked for."),
    ),
    "recovery_codes_generated": (
        _("You have new recovery codes"),
        _("The earlier ones open nothing any more."),
    ),
    "webauthn_added": (
        _("A passkey was added to your account"),
        _("You can sign in with it from now on."),
    ),
    "webauthn_removed": (
        _("A passkey was removed from your account"),
        _("It opens nothing any more."),
    ),
    "account_connected": (
        _("An outside account was connected"),
        _("You can sign in through it from now on."),
    ),
    "account_disconnected": (
        _("An outside account was disconnected"),
        _("Nobody signs in through it any more."),
    ),
}
