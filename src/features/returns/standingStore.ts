import { ASKED_FOR_EVIDENCE, standsSql, openedColumns, standingColumns } from './standingSql.ts'
import { mailableSql } from '../establishments/index.ts'
import { LONDON_TODAY_SQL } from '../../platform/london.ts'
import { missedSql, takenSql } from '../messages/index.ts'

/**
 * Of the return that covers this one, a scalar each, so that only covered returns pay for it. One of before that names a return
 * which is not in its round is counted as if that had not been issued.
 */
const covering = (column: string): string =>
  `(select c.${column} from returns c where c.round_id = t.round_id and c.establishment_id = t.covered_by_establishment_id)`
const COVERING = {
  coveringStatus: `case when t.covered_by_establishment_id is not null then coalesce(${covering('status')}, 'not_issued') end`,
  coveringStartedAt: covering('started_at'),
}

const EVIDENCE_ASKED_SQL = `exists (select from dip_sample_members m where m.return_id = t.id and m.partnership_id = t.partnership_id
    and ${ASKED_FOR_EVIDENCE})`

/**
 * What lies beside a return. `evidence`: documents that support it; the file of an offline return is the return itself. `link_leads`: whether somebody is still to come in by its link: while its round is open; once it is
 * closed, to send the evidence that is asked for, or for the chair or the proprietor to sign.
 */
const BESIDE = `files > 0 and files > (select count(*) from evidence f where f.return_id = t.id and f.removed_at is null
    and f.received_via = 'offline_return') as evidence,
  exists (select from dip_sample_members m where m.return_id = t.id and m.replaced_at is null) as sampled,
  ${EVIDENCE_ASKED_SQL} as evidence_asked,
  not ${mailableSql('t.establishment_id', LONDON_TODAY_SQL)} as no_contact,
  -- Mail that was written later and has left answers for what failed before it. Feedback of which no letter left is a thing to do of its own.
  exists (select from messages m where m.return_id = t.id and ${missedSql('m')}
    and not exists (select from messages s where s.return_id = m.return_id and ${takenSql('s')} and s.queued_at > m.queued_at)
    and (m.kind <> 'feedback' or exists (select from messages s where s.return_id = m.return_id and s.kind = 'feedback' and ${takenSql('s')}))) as failed_mail,
  t.answers_deleted_at is null and not ${standsSql('not_expected')} and exists (select from rounds o where o.id = t.round_id and (o.status = 'open'
    or (o.status = 'closed' and (t.${standsSql('awaiting_chair')} or ${EVIDENCE_ASKED_SQL})))) as link_leads`

/**
 * The returns with where each stands: `from ${RETURNS_SQL} r where r.outstanding`. Its columns are those of `returns`, one for every
 * `Standing`, `expected`, `not_opened` and `opened_only` (which make up `not_started`), `covered_outstanding`, `overdue`, `extended`, `disposition`, and what lies beside a return. The planner takes it apart: indexes serve as they
 * serve the table itself, and a column that a statement does not name costs nothing.
 */
export const RETURNS_SQL = `(select t.*, ${standingColumns(COVERING)}, ${openedColumns(COVERING)}, ${BESIDE} from returns t)`
