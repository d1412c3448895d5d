import type { Certificate } from '../../pki/certificate.ts'
import { writePem } from '../../pki/write-pem.ts'

/** Where a root is trusted. */
export const trustPlaces = ['windows', 'macos', 'debian', 'redHat', 'firefox', 'nss'] as const
export type TrustPlace = (typeof trustPlaces)[number]

/** One form of the root's certificate, and what makes a system trust it. */
export interface RootFormat {
  readonly place: TrustPlace
  readonly fileName: string
  readonly bytes: Uint8Array
  /** To be typed in the folder of the file, one line each; empty: by clicks, see `ca.trust`. */
  readonly commands: readonly string[]
}

export interface RootFormats {
  readonly root: Certificate
  readonly formats: readonly RootFormat[]
}

/**
 * The root for every system: DER for Windows and macOS, PEM for the others; Debian's tool looks at .crt only.
 * @param stem how the files are called: letters, digits, `.`, `_`, `-`, so that no command needs quotation marks
 */
export function rootFormatsOf(root: Certificate, stem: string): RootFormats {
  const pem = Buffer.from(writePem([root]))
  return {
    root,
    formats: [
      {
        place: 'windows',
        fileName: `${stem}.cer`,
        bytes: root.der,
        commands: [`certutil -addstore -f Root ${stem}.cer`],
      },
      {
        place: 'macos',
        fileName: `${stem}.der.crt`,
        bytes: root.der,
        commands: [
          `sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain ${stem}.der.crt`,
        ],
      },
      {
        place: 'debian',
        fileName: `${stem}.crt`,
        bytes: pem,
        commands: [`sudo cp ${stem}.crt /usr/local/share/ca-certificates/`, 'sudo update-ca-certificates'],
      },
      {
        place: 'redHat',
        fileName: `${stem}.pem`,
        bytes: pem,
        commands: [`sudo cp ${stem}.pem /etc/pki/ca-trust/source/anchors/`, 'sudo update-ca-trust'],
      },
      { place: 'firefox', fileName: `${stem}.pem`, bytes: pem, commands: [] },
      {
        place: 'nss',
        fileName: `${stem}.pem`,
        bytes: pem,
        commands: [`certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n ${stem} -i ${stem}.pem`],
      },
    ],
  }
}
