const STAFF_CODE = `It says what a low-level concern is, and who hears concerns about staff and about the head.
It covers technology and social media, and relationships with children.
A list shows that staff, volunteers and agency staff were given it this year.
For the best rating: something shows that leaders test whether it is understood and used.`

const REPORT_CONTENT = `Numbers and themes over time: concerns, referrals, training, absence, bullying, checks.
For the best rating: what they mean, what is not working, and what leaders ask for.
No child can be recognised in it.`

const CHALLENGE = `Questions are in the minutes as they were asked, with the answers: “The report was noted” is none.
Something that was asked is followed up at a later meeting.`

const BOARD_TRAINING = `A line for each of those who govern, with a date.
It covers safeguarding and online safety, at the start of their time and again since.`

/**
 * What good evidence shows of single questions of the library, where a document can show it: a line is one thing to look for. It holds for
 * every set that asks the question. Questions with such words are those that a reviewer looks at first.
 */
export const QUESTION_RUBRICS: Readonly<Record<string, string>> = {
  policies_child_protection_current: `Its date and the edition of the guidance that it names belong to this year.
The people that it names are those of the register.
What the guidance changed this year is in the text, not only on the cover.`,

  policies_child_protection_published: `A link to the page, or a picture of it with its address.
The version there has the same date as the one that was sent.
A parent would find it without asking.`,

  policies_local_procedures: `It names the partnership's procedures and thresholds by their present names.
It says how to reach local children's services by day and by night, and that anyone can make a referral.
It says what to do when professionals disagree.`,

  policies_staff_behaviour: STAFF_CODE,
  policies_staff_code: STAFF_CODE,

  training_induction: `A checklist or a plan of the induction: the policies, who the DSL is, how to report, online safety.
Signed and dated for those who started this year, and dated before they worked alone.`,

  training_updates: `Dates and subjects of updates through the year, and who had them.
At least once in the last 12 months for everyone.
What happens for those who missed one.`,

  training_dsl_two_yearly: `A certificate for the DSL and for each deputy, in their own name.
Each is dated within two years of today, and is for the role and not the training that all staff have.
The names are those of the register.`,

  training_governors: BOARD_TRAINING,
  training_board: BOARD_TRAINING,

  governors_annual_report: `The report itself, with its date.
Minutes of the meeting that received it, within the last 12 months.
It looks back over the year, says what was found, and what will be done.`,

  governors_report_content: REPORT_CONTENT,
  governors_report_says_enough: REPORT_CONTENT,

  governors_challenge_minuted: CHALLENGE,
  governors_challenge_shown: CHALLENGE,

  governors_link_visits_recorded: `A note of each visit: its purpose, what was looked at, what was seen, what to ask next.
It was received at the next meeting.`,
}
