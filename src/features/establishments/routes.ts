import type { Route } from '../../platform/http/routes.ts'
import { get, post, upload } from '../accounts/index.ts'
import type { Events } from '../history/index.ts'
import { addContactPage, changeContactPage, contactPage, endContactPage, newContactPage } from './pages/contactForm.ts'
import { chooseSetPage, establishmentPage } from './pages/establishment.ts'
import { applyPage, importPage } from './pages/importPreview.ts'
import { discardPage, undoPage } from './pages/importUndo.ts'
import { chooseAuthoritiesPage, importsPage, uploadRegisterPage } from './pages/imports.ts'
import { explainWordsPage, leftOutPage } from './pages/contactsPreview.ts'
import { contactsUploadPage, uploadContactsPage } from './pages/contactsUpload.ts'
import { registerPage } from './pages/list.ts'
import { carryOverPage, successorsPage } from './pages/successors.ts'
import type { EstablishmentReturns } from './returnsShown.ts'
import { addEstablishmentPage, changeEstablishmentPage, editEstablishmentPage, matchPage, newEstablishmentPage } from './pages/localForm.ts'

/** The national file is about 65 MB. */
const REGISTER_FILE = { field: 'file', files: 1, megabytes: 100 }
const CONTACTS_FILE = { field: 'file', files: 1, megabytes: 10 }

export const routes = (returns: EstablishmentReturns, events: Events): readonly Route[] => [
  get('/register', 'register.view', registerPage(returns)),

  get('/register/establishments/new', 'register.manage', newEstablishmentPage),
  post('/register/establishments', 'register.manage', addEstablishmentPage),
  get('/register/establishments/:establishmentId', 'register.view', establishmentPage(returns, events)),
  post('/register/establishments/:establishmentId', 'register.manage', changeEstablishmentPage),
  get('/register/establishments/:establishmentId/edit', 'register.manage', editEstablishmentPage),
  post('/register/establishments/:establishmentId/number', 'register.manage', matchPage),
  post('/register/establishments/:establishmentId/set', 'register.manage', chooseSetPage),
  get('/register/establishments/:establishmentId/contacts/new', 'register.manage', newContactPage),
  post('/register/establishments/:establishmentId/contacts', 'register.manage', addContactPage),

  get('/register/contacts/upload', 'register.manage', contactsUploadPage),
  upload('/register/contacts/upload', 'register.manage', CONTACTS_FILE, uploadContactsPage),
  get('/register/contacts/successors', 'register.manage', successorsPage),
  post('/register/contacts/successors', 'register.manage', carryOverPage),
  get('/register/contacts/:contactId', 'register.manage', contactPage(returns)),
  post('/register/contacts/:contactId', 'register.manage', changeContactPage),
  post('/register/contacts/:contactId/end', 'register.manage', endContactPage),

  get('/register/imports', 'register.manage', importsPage),
  upload('/register/imports', 'register.manage', REGISTER_FILE, uploadRegisterPage),
  get('/register/imports/:importId', 'register.view', importPage(returns)),
  post('/register/imports/:importId/authorities', 'register.manage', chooseAuthoritiesPage),
  post('/register/imports/:importId/words', 'register.manage', explainWordsPage),
  get('/register/imports/:importId/left-out.csv', 'register.manage', leftOutPage),
  post('/register/imports/:importId/apply', 'register.manage', applyPage(returns)),
  post('/register/imports/:importId/undo', 'register.manage', undoPage),
  post('/register/imports/:importId/discard', 'register.manage', discardPage),
]
