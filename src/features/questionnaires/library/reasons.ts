/** Why a question of the first edition was replaced or left out, and why one of the second is new: the change log of the library. */

type Reason = { old?: readonly string[]; by?: readonly string[]; why: string }

const DUTY = 'Amber described the duty met, and was counted as falling short. The duty now stands at the answer that counts as met.'
const LANGUAGE = 'Its section rates in one language now, so that nobody learns another in the middle of it.'
const GUESS = 'It was a guess about what all staff think. What was checked, when, and how many knew is asked instead.'

const REASONS: readonly Reason[] = [
  {
    old: ['people_register_correct', 'people_register_correction'],
    by: ['people_details_right', 'people_details_wrong'],
    why: 'It asked about details that the page did not show, and promised a check that nobody made. It is optional, and says where to look.',
  },
  {
    by: ['people_has_deputies', 'people_without_deputy'],
    why: 'A blank list passed as complete. Now it is asked whether there is a deputy, and who acts where there is none.',
  },
  {
    by: ['people_filtering_governor'],
    why: 'The filtering and monitoring standards ask for a responsible governor, and it was not asked who that is.',
  },
  { by: ['people_attendance_lead'], why: 'The attendance guidance asks for a senior lead, and it was not asked who that is.' },
  { by: ['people_applies'], why: 'Agency staff, volunteers, alternative provision and lettings are asked about only where there are any.' },
  { by: ['numbers_staff'], why: 'Shares of staff had no number to be shares of.' },
  { old: ['leadership_board_oversight'], by: ['leadership_board_checks'], why: `${DUTY} ${LANGUAGE}` },
  {
    old: ['leadership_culture'],
    by: ['leadership_small_worries'],
    why: 'A level of culture is an opinion. Whether small worries are in the records can be looked up.',
  },
  { old: ['leadership_dsl_time'], by: ['leadership_dsl_has_time'], why: `${DUTY} ${LANGUAGE}` },
  {
    old: ['leadership_dsl_supervision'],
    by: ['leadership_dsl_supervision_given'],
    why: `${LANGUAGE} It is optional, since no law or guidance requires it.`,
  },
  {
    old: ['leadership_local_arrangements'],
    why: 'Everyone said yes: nothing in it could be looked up. Escalation and conferences ask for what is done.',
  },
  { old: ['leadership_staff_supervision'], by: ['leadership_supervision_for_all'], why: LANGUAGE },
  { old: ['policies_staff_behaviour'], by: ['policies_staff_code'], why: `${DUTY} ${LANGUAGE}` },
  {
    old: ['policies_whistleblowing'],
    by: ['policies_staff_code'],
    why: 'Whistleblowing is part of the staff behaviour policy, which is asked about already.',
  },
  { old: ['policies_child_on_child'], by: ['policies_child_on_child_reports'], why: `${DUTY} ${LANGUAGE}` },
  { old: ['policies_visitors'], by: ['policies_visitors_checked'], why: `${LANGUAGE} It is optional.` },
  {
    old: ['policies_suite'],
    by: ['policies_others'],
    why: 'The date of the child protection policy was asked twice. The list is of the others, and a month is enough.',
  },
  { by: ['policies_leaving_roll'], why: 'Children who go missing from education or leave for home education were mentioned nowhere.' },
  {
    old: ['training_part_one_understood', 'training_impact'],
    by: ['harms_knowledge_checked'],
    why: 'What staff understood is asked once, by what was checked and how many knew.',
  },
  { old: ['training_staff_understand'], by: ['training_understanding_checked'], why: `${DUTY} ${LANGUAGE}` },
  {
    old: ['training_governors'],
    by: ['training_board'],
    why: 'Its words read badly where a proprietor is named. Nursery schools are asked it as well.',
  },
  {
    old: ['training_paediatric_first_aid'],
    by: ['training_first_aider_available'],
    why: 'It asked for a first aider with the children always. The framework asks for one on the premises and available.',
  },
  { by: ['training_safer_recruitment_people'], why: 'Whether someone is trained was asked, and not since when.' },
  { old: ['concerns_disclosure'], why: GUESS },
  { old: ['concerns_records'], by: ['concerns_records_complete'], why: `${DUTY} ${LANGUAGE}` },
  { old: ['concerns_early_help'], by: ['concerns_early_help_offered'], why: `${DUTY} ${LANGUAGE}` },
  { old: ['concerns_escalation'], by: ['concerns_escalation_used'], why: LANGUAGE },
  { by: ['concerns_conferences'], why: 'Attendance at child protection conferences was not asked.' },
  {
    old: ['concerns_existing_injuries', 'concerns_absence_followed_up'],
    by: ['concerns_injuries_on_arrival', 'concerns_absence_same_day'],
    why: LANGUAGE,
  },
  { old: ['harms_harmful_sexual_behaviour'], by: ['harms_usual_for_age'], why: LANGUAGE },
  { old: ['voice_of_the_child'], by: ['voice_key_person'], why: `${DUTY} ${LANGUAGE}` },
  {
    old: ['online_filtering', 'online_monitoring'],
    by: ['online_filtering_works', 'online_monitoring_acted_on'],
    why: `${DUTY} ${LANGUAGE}`,
  },
  { old: ['online_artificial_intelligence'], by: ['online_ai_assessed'], why: `${LANGUAGE} It is optional while guidance on it changes.` },
  { old: ['online_four_risks'], why: 'A level of understanding is an opinion. The policy on online safety is asked about already.' },
  { old: ['recruitment_central_record'], by: ['recruitment_record_complete'], why: `${DUTY} ${LANGUAGE}` },
  { old: ['recruitment_online_searches'], by: ['recruitment_online_search'], why: LANGUAGE },
  {
    old: ['allegations_staff_know', 'allegations_head_route'],
    by: ['allegations_staff_know_whom'],
    why: `Two questions asked the same. ${DUTY}`,
  },
  {
    by: ['allegations_dbs_referral'],
    why: 'The duty to refer to the DBS those who are removed for harm or risk of harm was mentioned nowhere.',
  },
  { old: ['allegations_low_level_reviewed'], by: ['allegations_low_level_patterns'], why: LANGUAGE },
  { old: ['harms_child_on_child'], by: ['harms_child_on_child_response'], why: DUTY },
  {
    old: ['harms_sexual_harassment', 'harms_misogyny'],
    by: ['harms_sexual_harassment_response'],
    why: `${DUTY} Misogyny is part of it, and no second scale.`,
  },
  { old: ['harms_exploitation'], by: ['harms_exploitation_response'], why: DUTY },
  { old: ['harms_mental_health'], by: ['harms_mental_health_response'], why: DUTY },
  { old: ['harms_send'], by: ['harms_send_response'], why: DUTY },
  {
    old: [
      'harms_shared_images',
      'harms_serious_violence',
      'harms_neglect',
      'harms_domestic_abuse',
      'harms_radicalisation',
      'harms_fgm',
      'harms_forced_marriage',
      'harms_private_fostering',
      'harms_young_carers',
      'harms_lgbt',
    ],
    by: ['harms_knowledge_checked', 'harms_knowledge_on', 'harms_knowledge_asked', 'harms_knowledge_right'],
    why: GUESS,
  },
  { old: ['curriculum_relationships'], by: ['curriculum_relationships_planned'], why: `${DUTY} ${LANGUAGE}` },
  { old: ['curriculum_personal_development'], by: ['curriculum_tutorials_planned'], why: `${DUTY} ${LANGUAGE}` },
  {
    old: ['voice_makes_a_difference'],
    why: 'A level of difference is an opinion. Whether children were asked, and what they said, is asked.',
  },
  {
    old: ['governors_report_form', 'governors_impact'],
    why: 'Seven questions served one finding. How often, whether a full report came, and what it says are left.',
  },
  { old: ['governors_report_content'], by: ['governors_report_says_enough'], why: `${DUTY} ${LANGUAGE}` },
  { old: ['governors_challenge_minuted'], by: ['governors_challenge_shown'], why: `${LANGUAGE} It is optional.` },
  { old: ['boarding_safeguarding'], by: ['boarding_time_covered'], why: `${DUTY} ${LANGUAGE}` },
  { old: ['boarding_night_supervision', 'boarding_voice'], by: ['boarding_night_reach', 'boarding_asked'], why: LANGUAGE },
  {
    old: ['independent_proprietor_assurance', 'independent_overseas_welfare'],
    by: ['independent_proprietor_reviews', 'independent_overseas_care'],
    why: `${DUTY} ${LANGUAGE}`,
  },
  {
    old: ['independent_joiners_leavers_told', 'independent_complaints', 'independent_private_fostering_reported'],
    by: ['independent_joiners', 'independent_complaints_reach_dsl', 'independent_private_fostering'],
    why: LANGUAGE,
  },
  {
    old: ['over16_adults_on_site', 'over16_placements'],
    by: ['over16_adults_on_site_safe', 'over16_placements_safe'],
    why: `${DUTY} ${LANGUAGE}`,
  },
  {
    old: ['over16_positions_of_trust', 'over16_adult_safeguarding', 'over16_remote_learning', 'over16_attendance_followed_up'],
    by: ['over16_code_on_trust', 'over16_adults_at_risk', 'over16_remote_contact', 'over16_absence_same_day'],
    why: LANGUAGE,
  },
  { old: ['provision_attendance'], by: ['provision_absence_same_day'], why: `${DUTY} ${LANGUAGE}` },
  {
    old: ['provision_commissioner_assurance', 'provision_reintegration', 'provision_other_authorities'],
    by: ['provision_commissioners_confirmed', 'provision_safety_plan_moves', 'provision_authority_contacts'],
    why: LANGUAGE,
  },
  {
    old: ['care_restrictive_interventions', 'care_communication'],
    by: ['care_interventions_reported', 'care_communication_means'],
    why: `${DUTY} ${LANGUAGE}`,
  },
  {
    old: ['provision_places_elsewhere'],
    why: 'Whether pupils are placed elsewhere is asked at the beginning, among what only some have.',
  },
  {
    by: ['recruitment_alternative_provision'],
    why: 'Colleges say at the beginning whether they use alternative provision. Those who do are asked about it.',
  },
  { old: ['care_seclusion', 'care_searching'], by: ['care_seclusion_safety', 'care_searching_told'], why: LANGUAGE },
  {
    old: ['care_safer_eating'],
    by: ['care_first_aid_at_meals', 'care_choking_prevented'],
    why: 'It asked two things at once, of different strength.',
  },
  {
    old: ['governors_suitability_checked'],
    by: ['governors_checked'],
    why: 'Nursery schools do not tell Ofsted of changes. That part is asked of the settings that do.',
  },
  {
    old: ['policies_given_to_parents'],
    by: ['policies_available_to_parents'],
    why: 'What all parents know is a guess. Whether they can read the policies is not.',
  },
  {
    old: ['care_nappies_and_toileting', 'care_devices'],
    by: ['care_intimate_procedure', 'care_devices_kept_away'],
    why: `${DUTY} ${LANGUAGE}`,
  },
  {
    old: ['care_ratios_recorded', 'care_images_online', 'care_online_safety'],
    by: ['care_ratios_shown', 'care_images_published', 'care_apps_chosen'],
    why: LANGUAGE,
  },
  {
    by: [
      'people_filtering_lead',
      'people_designated_teacher',
      'policies_child_protection_published',
      'policies_behaviour',
      'training_part_one_share',
      'recruitment_section_128',
      'online_review_done',
      'online_review_on',
      'online_review_by',
      'nursery_school_governors_check',
      'nursery_school_channel',
    ],
    why: 'The guidance for schools and section 175 bind a nursery school. It is asked of nursery schools alone.',
  },
]

/** Why a question was left out, with what is asked in its place. */
export const whyLeftOut = (key: string): Reason | undefined => REASONS.find(({ old }) => old?.includes(key))
/** Why a question is new, with what it replaces. */
export const whyNew = (key: string): Reason | undefined => REASONS.find(({ by }) => by?.includes(key))
