import { type Db, inTransaction } from '../../../platform/db.ts'
import { type PartnershipActor, recordEvent } from '../../history/index.ts'
import type { ChosenFile } from './actions.ts'
import { lockRegister } from '../store.ts'
import { namesColumns } from './header.ts'
import { linkColumns, type LinkRow, readLink } from './links.ts'
import { insertLinks } from '../linkStore.ts'
import { csvRows } from './looking/readRows.ts'
import { UnusableFile } from './unusableFile.ts'

export type LinksOutcome = { rows: number; known: number; added: number; unreadable: { line: number; reason: string }[] }

/**
 * Stores the predecessors and successors of the establishments that the partnership has, from the register's file of links.
 * It decides nothing: who follows whom is shown to staff, and helps the next import tell a conversion from a closing.
 *
 * @throws UnusableFile
 */
export async function importLinks(db: Db, actor: PartnershipActor, file: ChosenFile): Promise<LinksOutcome> {
  return inTransaction(db, async trx => {
    await lockRegister(trx, actor.partnershipId)
    const outcome: LinksOutcome = { rows: 0, known: 0, added: 0, unreadable: [] }
    let columns: ReturnType<typeof linkColumns> | undefined
    let batch: LinkRow[] = []
    const store = async () => {
      const { known, added } = await insertLinks(trx, actor.partnershipId, batch)
      outcome.known += known
      outcome.added += added
      batch = []
    }
    for await (const { line, cells } of csvRows(file.source)) {
      if (!columns) {
        if (namesColumns(cells) || line > 20) columns = linkColumns(cells)
        continue
      }
      outcome.rows += 1
      const link = readLink(columns, cells)
      if ('fault' in link) outcome.unreadable.push({ line, reason: link.fault })
      else batch.push(link)
      if (batch.length === 5000) await store()
    }
    if (!columns) throw new UnusableFile('This is not the file of links: no line of it names URN, LinkURN and LinkType.')
    if (batch.length > 0) await store()
    await recordEvent(trx, actor, {
      verb: 'register.links_imported',
      details: { file: file.name, known: outcome.known, added: outcome.added },
    })
    return outcome
  })
}
