import { networkFileSystem } from '../network-file-system.ts'
import type { Rule } from '../rule.ts'

/** A file system on which two appends at once may overwrite each other. Told by its type only where that is Linux's. */
export const tallyOnNetwork: Rule = ({ tally: { fileSystem, folder }, platform }) => {
  const network = fileSystem === undefined || platform !== 'linux' ? undefined : networkFileSystem(fileSystem)
  if (network === undefined) return []
  return [
    {
      id: network.sure ? 'tally-on-network' : 'tally-maybe-on-network',
      area: 'tally',
      severity: network.sure ? 'warning' : 'info',
      what: `the tally lies on ${network.name}${network.sure ? '' : ', behind which may be a network'}`,
      why: 'an append is not indivisible on a network: of two hooks at once, one may overwrite the record of the other',
      ...(network.sure && { mend: { edit: 'keep the workspace on a disk of this machine' } }),
      place: { file: folder },
    },
  ]
}
