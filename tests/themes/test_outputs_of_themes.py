"""Every theme's pages as others read them: the tests of test_outputs.py that a template or style sheet could break."""

# ruff: noqa: F401
from __future__ import annotations

from test_outputs import (
    pages,
    shown,
    test_a_list_is_one_h_feed_of_entries,
    test_a_page_says_what_it_is_once,
    test_a_post_is_one_whole_h_entry,
    test_every_link_of_a_page_leads_somewhere,
    test_every_page_is_html_without_an_error_of_grammar,
    test_every_page_names_the_feeds_it_belongs_to,
    test_every_picture_of_a_preview_is_there,
    test_headings_go_down_one_step_at_a_time,
    test_ids_are_unique_and_pictures_have_a_text_and_a_size,
    test_no_file_knows_where_it_was_made,
    test_no_two_pages_have_one_title,
    test_nothing_is_loaded_from_another_host_nor_written_into_the_page,
    test_the_home_page_says_who_writes_here,
    test_the_nu_checker_has_nothing_to_say,
)
