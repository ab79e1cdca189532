"""What holds for the repository's own blog in the default theme holds in every theme: the tests of test_demo.py."""

# ruff: noqa: F401
from __future__ import annotations

from browser.test_demo import (
    served,
    test_a_page_is_accessible_in_light_in_dark_and_on_a_phone_and_asks_no_one_else,
    test_a_post_needs_no_script,
    test_copying_code_and_the_link_by_keyboard_is_said_aloud,
    test_dark_is_dark_and_light_is_light,
    test_nothing_moves_for_those_who_asked_for_rest,
    test_on_paper_there_is_the_text_and_nothing_to_click,
    test_search_without_scripts_says_what_it_needs_and_where_to_go_instead,
    test_the_other_scheme_is_chosen_by_keyboard_and_remembered,
    test_the_skip_link_comes_first_and_leads_past_the_menu,
    test_whatever_takes_the_focus_shows_it,
    visit,
)
