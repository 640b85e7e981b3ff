import { looks } from './looks.ts'
import { serveLooks } from './platform/looking/serveLooks.ts'

/** The process that looks into files: started by `openLooking`, never by hand. It opens no database and reads no settings. */
serveLooks(looks)
