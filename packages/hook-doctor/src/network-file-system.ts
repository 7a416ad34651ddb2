/** File systems by the types that Linux gives them, of include/uapi/linux/magic.h and the drivers themselves. */
const NETWORKS: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB 2'],
  [0x01021997, '9p'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x19830326, 'BeeGFS'],
  [0x786f4256, 'VirtualBox shared folders'],
])

/** Anything may be behind it: a disk, an archive, another machine. */
const FUSE = 0x65735546

/** Whether several machines may append to files of such a file system at once; `undefined` for one of a single machine. */
export function networkFileSystem(
  type: number,
): { readonly name: string; readonly sure: boolean } | undefined {
  // As an unsigned number of 32 bits, however the platform hands it over.
  const magic = type >>> 0
  if (magic === FUSE) return { name: 'FUSE', sure: false }
  const name = NETWORKS.get(magic)
  return name === undefined ? undefined : { name, sure: true }
}
