"""What an operator can set: environment variables that start with BOKJI_, or a `.env` file."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.paths import ROOT, VAR
from bot.secrets import kept_secret
from handoff.errors import HandoffError


class SettingsError(HandoffError):
    """A setting is missing or not allowed here."""

    code = "settings"


class Settings(BaseSettings):
    """Every name is an environment variable in capitals with BOKJI_ before it; docs/settings.md explains each."""

    model_config = SettingsConfigDict(env_prefix="BOKJI_", env_file=ROOT / ".env", extra="ignore")

    env: Literal["development", "production"] = "development"
    office: Literal["dongjak", "jinju"] = "dongjak"
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = "http://localhost:8000"
    database_url: str = f"sqlite:///{VAR / 'bokji.db'}"
    redis_url: str | None = None
    rasa_url: str = "http://127.0.0.1:5005"
    actions_url: str = "http://127.0.0.1:5055"

    secret_key: SecretStr | None = None
    data_keys: SecretStr | None = None

    sms_gateway: Literal["twilio"] = "twilio"
    twilio_account_sid: str | None = None
    twilio_auth_token: SecretStr | None = None
    twilio_number: str | None = None
    twilio_api_base: str | None = None

    kakao_bot_id: str | None = None
    kakao_secret: SecretStr | None = None

    duty_numbers: str = ""

    data_go_kr_key: SecretStr | None = None
    youthcenter_key: SecretStr | None = None
    bokjiro_api_base: str | None = None
    gov24_api_base: str | None = None
    youthcenter_api_base: str | None = None

    internal_secret: SecretStr | None = None

    @property
    def duty_phones(self) -> list[str]:
        """The phones alarmed when nobody has claimed a crisis; written with commas between."""
        return [number.strip() for number in self.duty_numbers.split(",") if number.strip()]

    @property
    def production(self) -> bool:
        return self.env == "production"

    def session_key(self) -> str:
        """Signs the console's sessions; in development made once and kept under var/."""
        return self._secret(self.secret_key, "secret_key")

    def encryption_keys(self) -> list[str]:
        """Fernet keys for stored fields, newest first, written with commas between."""
        return [key.strip() for key in self._secret(self.data_keys, "data_keys").split(",") if key.strip()]

    def check(self) -> None:
        """Raises SettingsError where the service must not start like this."""
        if not self.production:
            return
        if self.secret_key is None or self.data_keys is None:
            raise SettingsError("BOKJI_SECRET_KEY and BOKJI_DATA_KEYS must be set in production")
        if not self.public_url.startswith("https://"):
            raise SettingsError("BOKJI_PUBLIC_URL must be https in production")

    def _secret(self, given: SecretStr | None, name: str) -> str:
        return given.get_secret_value() if given else kept_secret(name)


@cache
def settings() -> Settings:
    """The settings of this process, read once; tests clear it with `settings.cache_clear()`."""
    return Settings()
