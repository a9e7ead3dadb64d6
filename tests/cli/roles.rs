//! `rolefit roles`: the list and the card.

use insta::assert_snapshot;

use crate::world::rolefit;

#[test]
fn the_roles_of_a_pack_are_listed() {
    assert_snapshot!(rolefit().args(["roles", "--width", "140"]).run(), @"
    exit code 0
    --- stdout ---
    Backend family questionnaire: 4 roles

     Id          Title                         Track                    Work style
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
     backend     Backend / Platform Engineer   individual contributor   moderate concentrator, strong conceptual, strong systems, moderate
                                                                        planner
     manager     Backend Engineering Manager   management               moderate collaborator, balanced, strong people, strong planner
     principal   Principal Backend Engineer    individual contributor   35 to 60, strong conceptual, 40 to 85, 50 to 80
     senior      Senior Backend Engineer       individual contributor   moderate concentrator, 30 to 65, 50 to 90, moderate planner

    Questionnaire backend-family@2.0.0, 40 statements, 62 scenarios. `rolefit roles ID` prints a role's
    card.
    --- stderr ---
    ");
}

#[test]
fn a_list_without_room_for_a_table_is_written_out() {
    assert_snapshot!(rolefit().args(["roles", "--width", "50"]).run(), @"
    exit code 0
    --- stdout ---
    Backend family questionnaire: 4 roles

      - backend: Title Backend / Platform Engineer;
        Track individual contributor; Work style
        moderate concentrator, strong conceptual,
        strong systems, moderate planner
      - manager: Title Backend Engineering Manager;
        Track management; Work style moderate
        collaborator, balanced, strong people, strong
        planner
      - principal: Title Principal Backend Engineer;
        Track individual contributor; Work style 35 to
        60, strong conceptual, 40 to 85, 50 to 80
      - senior: Title Senior Backend Engineer; Track
        individual contributor; Work style moderate
        concentrator, 30 to 65, 50 to 90, moderate
        planner

    Questionnaire backend-family@2.0.0, 40 statements,
    62 scenarios. `rolefit roles ID` prints a role's
    card.
    --- stderr ---
    ");
}

#[test]
fn a_card_shows_everything_the_role_file_says() {
    assert_snapshot!(rolefit().args(["roles", "principal", "--width", "100"]).run());
}

#[test]
fn a_card_of_a_bare_role_has_no_empty_headings() {
    let world = rolefit().pack("worked-example").args(["roles", "engineer", "--roles", "worked-example"]);
    assert_snapshot!(world.run(), @r"
    exit code 0
    --- stdout ---
    Engineer (engineer, individual contributor)

    Personality axis: work style
     Dimension   From           To             Target                      Range   Weight
    ──────────────────────────────────────────────────────────────────────────────────────
     focus       collaborator   concentrator   moderate concentrator    55 to 75       60
     tempo       adapter        planner        strong planner          70 to 100       40

    Competency axis: technical judgment
     Area         Importance   Weight   Need   Gate
    ────────────────────────────────────────────────
     API          important        70   75     60
     Operations   important        30   82
    --- stderr ---
    ");
}

#[test]
fn an_unknown_role_is_answered_with_the_nearest_or_with_all() {
    assert_eq!(
        rolefit().args(["roles", "Senor"]).run().refused(),
        "error: unknown role `Senor`; a role with a similar id exists: `senior`\n"
    );
    assert_eq!(
        rolefit().args(["roles", "plumber"]).run().refused(),
        "error: unknown role `plumber`; the pack has `backend`, `manager`, `principal` and `senior`\n"
    );
}

#[test]
fn cards_are_ascii_when_asked_if_their_files_are() {
    for role in ["backend", "manager", "principal", "senior"] {
        let printed = rolefit().args(["roles", role, "--ascii"]).run().printed();
        assert!(printed.is_ascii(), "{printed}");
    }
}
