"""The pages of signing in, of one's own account, and of everybody's accounts."""

from fastapi import APIRouter

from api.pages.accounts import links, others, outside, own, second_factor, sign_in, tokens

ACCOUNT_PAGES: tuple[APIRouter, ...] = (
    sign_in.router,
    outside.router,
    own.router,
    second_factor.router,
    tokens.router,
    others.router,
    links.router,
)
