import type { Id } from '../../../platform/id.ts'
import type { Response } from 'express'
import { typedAll } from '../../../platform/forms/parseForm.ts'
import { idParam } from '../../../platform/http/params.ts'
import { notFound } from '../../../platform/http/refusal.ts'
import { renderPage } from '../../../platform/http/renderPage.ts'
import type { Page, PageContext } from '../../../platform/http/routes.ts'
import { uploadedFiles } from '../../../platform/http/uploads.ts'
import { sayNumber, sayCount } from '../../../platform/say.ts'
import type { StaffActor } from '../../history/index.ts'
import { findPartnership } from '../../partnerships/index.ts'
import { discardForgotten, keepForChoice, previewAgain, previewImport } from '../register/actions.ts'
import { registeredAuthorities } from '../register/compareStore.ts'
import { lookIntoCsv, type LookedInto } from '../register/looking/csvLook.ts'
import type { Authority } from '../register/gathered.ts'
import { findImport, keepFile, recentImports, type RegisterImport } from '../register/importStore.ts'
import { csvFrom } from '../register/looking/openFile.ts'
import { importLinks, type LinksOutcome } from '../register/linksActions.ts'
import { UnusableFile } from '../register/unusableFile.ts'
import { fileField, formerTable, crumbs, sayAndGo, unusable } from './importParts.ts'

type Context = PageContext<StaffActor>

/** GET /register/imports: choose a file; what came before. */
export const importsPage: Page<StaffActor> = (context, _req, res) => showImports(context, res)

/** POST /register/imports: read the file, and show what it would do, or ask which authorities are wanted. */
export const uploadRegisterPage: Page<StaffActor> = async (context, req, res) => {
  const [file] = uploadedFiles(req)
  if (!file || file.bytes === 0) return showImports(context, res, file ? 'This file is empty' : 'Choose the file that you downloaded')
  const looked = await lookIntoCsv(context.looking, file.path, 'register').catch(unusable)
  if (looked instanceof UnusableFile) return showImports(context, res, looked.message)
  try {
    if (looked.isLinks) {
      const outcome = await importLinks(context.db, context.actor, { name: file.originalName, source: looked.source })
      await sayAndGo(req, res, sayLinks(outcome), '/register/imports')
      return
    }
    res.redirect(303, `/register/imports/${await previewOrAsk(context, file.originalName, looked)}`)
  } catch (error) {
    await showImports(context, res, unusable(error).message)
  } finally {
    looked.source.close()
  }
}

/** Links decide nothing: they show who followed whom, and help the next import to tell a conversion from a closing. So they need no preview. */
function sayLinks({ rows, known, added, unreadable }: LinksOutcome): string {
  const [first] = unreadable
  return [
    `${sayCount(rows, 'link')} read. ${sayNumber(known)} ${known === 1 ? 'is' : 'are'} of establishments in your register, ${sayNumber(added)} of them new or changed.`,
    ...(first ? [`${sayCount(unreadable.length, 'row')} could not be read. The first is line ${first.line}: ${first.reason}.`] : []),
  ].join(' ')
}

/** A partnership that has named its authorities sees their rows at once; another is asked, when the file holds several. */
async function previewOrAsk({ db, actor, files }: Context, name: string, { source, authorities }: LookedInto): Promise<Id<'import'>> {
  for (const key of await discardForgotten(db, actor)) await files.remove(key)
  const ours = (await findPartnership(db, actor.partnershipId))?.laCodes ?? []
  if (ours.length > 0) {
    const preview = await previewImport(db, actor, { file: { name, source }, scope: { codes: ours, follow: 'register' } })
    if (preview.authorities.length > 1) await keepFile(db, actor.partnershipId, preview.id, (await files.put(await source.open())).key)
    return preview.id
  }
  if (authorities.length <= 1) return (await previewImport(db, actor, { file: { name, source }, scope: 'all' })).id
  const { key } = await files.put(await source.open())
  return keepForChoice(db, actor, { file: { name, source, key }, authorities })
}

/** POST /register/imports/:importId/authorities */
export const chooseAuthoritiesPage: Page<StaffActor> = async (context, req, res) => {
  const { db, actor, files } = context
  const found = await findImport(db, actor.partnershipId, idParam(req, 'importId'))
  if (!found?.fileKey) throw notFound()
  const { fileKey } = found
  const known = new Set(found.authorities.map(({ code }) => code))
  const chosen = typedAll(req.body, 'authority')
    .map(Number)
    .filter(code => known.has(code))
  if (chosen.length === 0) return showChoice(context, res, found, 'Choose at least one authority')
  try {
    await previewAgain(db, actor, {
      importId: found.id,
      source: await csvFrom(() => files.get(fileKey)),
      scope: { codes: chosen, follow: 'codes' },
    })
  } catch (error) {
    return showChoice(context, res, found, unusable(error).message)
  }
  res.redirect(303, `/register/imports/${found.id}`)
}

/** Which authorities of a file are wanted; ticked are those that the register has establishments of. */
export async function showChoice({ db, actor }: Context, res: Response, found: RegisterImport, error?: string): Promise<void> {
  if (error !== undefined) res.status(422)
  const before = found.laCodes.length > 0 ? found.laCodes : await registeredAuthorities(db, actor.partnershipId)
  renderPage(res, 'establishments/authorities', {
    title: 'Whose establishments do you want?',
    layout: 'staff',
    breadcrumbs: crumbs({ text: found.fileName }),
    errors: error === undefined ? [] : [{ text: error, href: '#authority' }],
    action: `/register/imports/${found.id}/authorities`,
    text: `This file holds ${sayCount(
      found.authorities.reduce((sum, { rows }) => sum + rows, 0),
      'establishment',
    )} of ${sayCount(found.authorities.length, 'authority', 'authorities')}.`,
    field: {
      name: 'authority',
      idPrefix: 'authority',
      fieldset: { legend: { text: 'Authorities', classes: 'govuk-fieldset__legend--s' } },
      classes: 'govuk-checkboxes--small',
      ...(error === undefined ? {} : { errorMessage: { text: error } }),
      items: found.authorities.map(({ code, name, rows }: Authority) => ({
        value: String(code),
        text: `${name === '' ? 'Authority' : name} (${code}): ${sayNumber(rows)}`,
        checked: before.includes(code),
      })),
    },
    cancelHref: '/register/imports',
  })
}

async function showImports({ db, actor }: Context, res: Response, error?: string): Promise<void> {
  if (error !== undefined) res.status(422)
  const imports = (await recentImports(db, actor.partnershipId)).filter(({ kind }) => kind === 'establishments')
  renderPage(res, 'establishments/imports', {
    title: 'Bring the register up to date',
    layout: 'staff',
    breadcrumbs: [{ text: 'Register', href: '/register' }, { text: 'Bring up to date' }],
    errors: error === undefined ? [] : [{ text: error, href: '#file' }],
    field: fileField(
      'The establishment file',
      'A CSV file, the zip that holds it, or a workbook (.xlsx), up to 100 MB',
      '.csv,.zip,.xlsx,.txt',
      error,
    ),
    table: imports.length === 0 ? undefined : formerTable(imports, 'establishments'),
  })
}
