"""All settings, from the environment or a .env file in the working folder. Read by app and cli only."""

from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}

# The rules that are never cut, the shortest useful piece of a review and its quotes need about 2,400.
LEAST_PROMPT_TOKENS = 3000


def _default_data_dir() -> Path:
    import os

    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "replywright"


def _default_prompts_dir() -> Path:
    here = Path(__file__).resolve().parent
    packaged = here / "_prompts"
    return packaged if packaged.is_dir() else here.parents[1] / "prompts"


class Settings(BaseSettings):
    """One place for every knob; names on the outside carry the prefix REPLYWRIGHT_."""

    model_config = SettingsConfigDict(
        env_prefix="REPLYWRIGHT_", env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    host: str = "127.0.0.1"
    port: int = Field(8410, ge=0, le=65535)
    workers: int = Field(1, ge=1, le=64)
    open: bool = False
    data_dir: Path = Field(default_factory=_default_data_dir)
    prompts_dir: Path = Field(default_factory=_default_prompts_dir)
    redis_url: str | None = None
    database_url: str | None = None
    llm_base_url: str | None = Field(
        None, validation_alias=AliasChoices("REPLYWRIGHT_LLM_BASE_URL", "OPENAI_BASE_URL")
    )
    llm_api_key: SecretStr | None = Field(
        None, validation_alias=AliasChoices("REPLYWRIGHT_LLM_API_KEY", "OPENAI_API_KEY")
    )
    llm_model: str | None = None
    llm_temperature: float = Field(0.7, ge=0, le=2)
    llm_timeout_s: float = Field(30.0, gt=0)
    prompt_token_budget: int = Field(6000, ge=LEAST_PROMPT_TOKENS)
    completion_token_budget: int = Field(1200, ge=100)
    draft_cache_ttl_s: int = Field(30 * 24 * 3600, ge=1)
    rate_limit_per_minute: int = Field(240, ge=0, description="requests a token; 0 switches the limit off")
    log_level: str = "INFO"
    demo: bool = True

    @model_validator(mode="after")
    def _open_only_on_loopback(self) -> "Settings":
        if self.open and self.host not in _LOOPBACK:
            raise ValueError("REPLYWRIGHT_OPEN=1 works without tokens, so on a loopback host only")
        return self
