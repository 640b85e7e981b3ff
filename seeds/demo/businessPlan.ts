import type { DraftPart } from '../../src/features/plans/index.ts'
import { blankPart, objective } from './planWords.ts'

const priority = (text: Partial<typeof blankPart>, ...objectives: DraftPart[]): DraftPart => ({
  ...blankPart,
  ...text,
  kind: 'priority',
  measures: [],
  actions: [],
  parts: objectives,
})

/** The business plan of a board of two authorities: 5 priorities, 14 objectives, 38 actions, with what people really write in one. */
export const BUSINESS_PLAN: readonly DraftPart[] = [
  priority(
    {
      code: 'NSB1',
      title: 'Neglect is seen early',
      statement: 'We will know neglect when we see it, and act on it before it has lasted for years.',
      outcomes:
        'Neglect is named in referrals from every kind of setting\nFamilies are offered help earlier\nFewer children are referred again within a year',
      lead: 'Marian Holt, Northmoor Council',
      officer: 'Board Business Manager',
      delivery: 'Neglect task and finish group',
    },
    objective(
      'One way of assessing neglect is used by every agency',
      [
        'Agree the assessment tool and its guidance',
        'June 2018',
        'Neglect task and finish group',
        'The tool is agreed and published.',
        'done',
      ],
      [
        'Train the trainers of each agency',
        'June 2018 to',
        'Lead and Board office',
        'Each agency has two trainers. They train their own staff within the year.',
        'under_way',
      ],
    ),
    objective(
      'We know how well it is used',
      [
        'Audit twenty cases in which the tool was used',
        'Jan 2019',
        'Quality and audit group',
        'Findings are reported to the Board.',
        'done',
      ],
      ['Ask families what helped', 'By', '', '', 'under_way'],
    ),
    objective('Schools recognise neglect', [
      'Offer a briefing to every designated lead',
      'Quarterly',
      'Safeguarding in education officer',
      'Nine of ten schools attend one briefing a year',
      'done',
    ]),
  ),
  priority(
    {
      code: 'NSB2',
      title: 'Children are safe from exploitation',
      statement: 'Children who go missing, or are drawn into crime or sexual exploitation, are found, listened to and protected.',
      outcomes:
        'Return interviews are held within three days\nYoung people say that they were listened to\nPlaces of risk are known and made safer',
      lead: 'Superintendent, Northmoor Police',
      officer: 'Deputy Business Manager',
    },
    objective(
      'We understand the pattern of exploitation',
      ['Bring the data of three agencies into one profile', 'Sept 2018', 'Police analyst', 'The profile is presented to the Board', 'done'],
      [
        'Hold a joint audit of missing children with the neighbouring board',
        'Nov 2018',
        'Lead and Board office',
        'One report for both areas. Each board answers for its own actions.',
        'done',
      ],
      ['Repeat the profile each year', 'onwards', 'Police analyst'],
    ),
    objective(
      'Front-line staff know what to do',
      ['Rewrite the pathway on two pages', 'July 2018', 'Deputy Business Manager', 'It is on the website', 'done'],
      ['Send it to every school and practice', 'Sept 2018', 'Board office', 'Receipt is confirmed by nine of ten', 'done'],
      ['Test it with a night-time exercise', 'Jan 2019', 'All Board Members', 'Lessons are written down and shared', 'done'],
    ),
    objective(
      'Children who go missing are heard',
      ['Commission return interviews for both authorities', 'June 2018', 'Heads of Children’s Services', 'A provider is in place', 'done'],
      ['Report what children said', 'Quarterly', 'Return interview service', 'A summary of themes goes to the Board', 'under_way'],
      ['Agree how schools are told the next morning', '', 'Tomas Reed (tbc) also covers the neighbouring authority', '(See above)'],
    ),
    objective(
      'Online grooming is part of every plan',
      ['Offer sessions for parents in ten schools', 'March 2019', 'Online safety group', '177 parents begin, and 134 finish', 'done'],
      ['Review what is offered after a year', 'Sept 2019', 'Online safety group', 'A paper to the Board'],
    ),
  ),
  priority(
    {
      code: 'NSB3',
      title: 'Domestic abuse: the child is seen',
      statement: 'Where there is domestic abuse, someone asks what it is like to be a child in that house.',
      outcomes: 'Schools are told before the child arrives\nChildren have support of their own',
      lead: 'Head of Children’s Social Care',
      officer: 'Board Business Manager',
      delivery: 'Domestic abuse partnership group',
    },
    objective(
      'Every agency asks about the child',
      ['Tell schools of each incident before nine the next morning', 'Sept 2018', 'Northmoor Police', 'All schools are signed up', 'done'],
      [
        'Add the child’s voice to the risk assessment',
        'Oct 2018',
        'Domestic abuse partnership group',
        'The form is changed and in use',
        'done',
      ],
      ['Train midwives and health visitors', 'Jan 2019', 'Named Nurse', 'Nine of ten are trained', 'done'],
      ['Map the support that is there for children', 'By', 'Priya Nair, Northmoor Council', 'The map is published, with its gaps'],
      [
        'Make the case for support in both authorities',
        '2018/19',
        'Head of Children’s Social Care',
        'Commissioners decide for 2019/10',
        'under_way',
      ],
      ['Ask ten children what they would change', '', '', 'Their words are read to the Board', 'done'],
    ),
  ),
  priority(
    {
      code: 'NSB4',
      title: 'The Board knows how well it does',
      statement: 'We hold each other to account with data, audits and what children and staff tell us.',
      outcomes: 'The Board acts on what audits find\nEvery school answers the yearly audit',
      lead: 'Independent Chair',
      officer: 'Board Business Manager',
    },
    objective(
      'Schools are audited each year. More actions may be added when the audit reports in July',
      ['Issue the audit to all schools', 'April 2018', 'Safeguarding in education officer', 'All have it', 'done'],
      ['Report to the Board', 'July 2018', 'Safeguarding in education officer', 'Findings and actions are agreed', 'done'],
    ),
    objective(
      'Two audits over the wider area are shared',
      ['Take part in the regional audit of agencies', 'Oct 2018', 'Quality and audit group', 'Our part is returned in time', 'done'],
      ['Take part in the regional audit of district councils', 'Oct 2018', 'Quality and audit group', '', 'done'],
    ),
    objective(
      'Data is read, not only collected',
      ['Agree twelve measures', 'June 2018', 'Data group', 'A page that fits on one sheet', 'done'],
      ['Read it at each meeting', 'Quarterly', 'All Board Members', 'Minutes show what was decided', 'done'],
    ),
    objective(
      'Learning from reviews reaches staff',
      ['Write a one-page briefing for each review', 'onwards', 'Lead and Board office', 'Within six weeks of publication'],
      [
        'Hold two learning events',
        'March 2019',
        'Learning and improvement group',
        'Two hundred people attend. Three of four say that they will do something differently.',
        'done',
      ],
    ),
    objective(
      'Children help to choose our priorities',
      ['Meet the youth forum', 'Quarterly', 'Independent Chair', 'They set one item of the agenda', 'under_way'],
      ['Publish a page for children', 'Jan 2019', 'Youth forum', 'Children say that they understand it', 'done'],
    ),
  ),
  priority(
    {
      code: 'NSB5',
      title: 'Ready for the new partnership arrangements',
      statement: 'The new arrangements begin without a gap, and schools have a place in them.',
      outcomes: 'The arrangements are published in time\nSchools know who speaks for them',
      lead: 'Elaine Mather, Northmoor Clinical Commissioning Group',
      officer: 'Board Business Manager',
    },
    objective(
      'The three safeguarding partners agree the arrangements',
      ['Draft the arrangements', 'Oct 2018', 'Board Business Manager', 'A draft for the three partners', 'done'],
      [
        'Consult schools, colleges and nurseries',
        'Dec 2018',
        'Safeguarding in education officer',
        'A page that says what they said and what changed',
        'done',
      ],
      ['Agree the budget', 'Jan 2019', 'Chief Officers’ group', 'Signed by all three', 'done'],
      ['Choose independent scrutiny', 'Feb 2019', 'Independent Chair', 'Someone is appointed', 'done'],
      ['Publish', 'June 2019', 'Board office', 'On the website', 'done'],
      ['Move the records', 'Sept 2019', 'Board office'],
    ),
  ),
]
