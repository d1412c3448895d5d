/** Object identifiers and the names that the field knows them by. */

/** RFC 4514 §3 and RFC 4519 short names, and what Windows and OpenSSL show for the others. */
export const attributeNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.13': 'description',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '2.5.4.42': 'GN',
  '2.5.4.43': 'initials',
  '2.5.4.46': 'dnQualifier',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
}

export const Attribute = {
  commonName: '2.5.4.3',
  country: '2.5.4.6',
  locality: '2.5.4.7',
  state: '2.5.4.8',
  organization: '2.5.4.10',
  organizationalUnit: '2.5.4.11',
  emailAddress: '1.2.840.113549.1.9.1',
} as const

export const Extension = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  issuerAltName: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extendedKeyUsage: '2.5.29.37',
  inhibitAnyPolicy: '2.5.29.54',
  authorityInformationAccess: '1.3.6.1.5.5.7.1.1',
} as const

export const ExtendedKeyUsage = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  any: '2.5.29.37.0',
} as const

/** Names as Windows' certificate viewer and OpenSSL show them. */
export const extendedKeyUsageNames: Readonly<Record<string, string>> = {
  [ExtendedKeyUsage.serverAuth]: 'serverAuth',
  [ExtendedKeyUsage.clientAuth]: 'clientAuth',
  [ExtendedKeyUsage.any]: 'anyExtendedKeyUsage',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.5': 'ipsecEndSystem',
  '1.3.6.1.5.5.7.3.6': 'ipsecTunnel',
  '1.3.6.1.5.5.7.3.7': 'ipsecUser',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
  '1.3.6.1.5.5.7.3.17': 'ipsecIKE',
  '1.3.6.1.4.1.311.10.3.4': 'encryptingFileSystem',
  '1.3.6.1.4.1.311.20.2.2': 'smartcardLogon',
  '1.3.6.1.5.2.3.5': 'kdcAuthentication',
}

export const KeyAlgorithm = {
  rsa: '1.2.840.113549.1.1.1',
  rsaPss: '1.2.840.113549.1.1.10',
  dsa: '1.2.840.10040.4.1',
  ec: '1.2.840.10045.2.1',
  ed25519: '1.3.101.112',
  ed448: '1.3.101.113',
} as const

/** Named curves that Java 17 and OpenSSL 3.0 both take (bits are those of the field). */
export const curves: Readonly<Record<string, { readonly name: string; readonly bits: number }>> = {
  '1.2.840.10045.3.1.7': { name: 'P-256', bits: 256 },
  '1.3.132.0.34': { name: 'P-384', bits: 384 },
  '1.3.132.0.35': { name: 'P-521', bits: 521 },
}

export type DigestName =
  'md2' | 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512' | 'sha3-256' | 'sha3-384' | 'sha3-512'

export const digests: Readonly<Record<string, DigestName>> = {
  '1.2.840.113549.2.2': 'md2',
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.8': 'sha3-256',
  '2.16.840.1.101.3.4.2.9': 'sha3-384',
  '2.16.840.1.101.3.4.2.10': 'sha3-512',
}

export type SignatureScheme = 'RSA' | 'RSA-PSS' | 'ECDSA' | 'DSA' | 'Ed25519' | 'Ed448'

/** Signature algorithms with the digest that their identifier fixes (RSA-PSS carries it in its parameters). */
export const signatureAlgorithms: Readonly<
  Record<string, { readonly scheme: SignatureScheme; readonly digest?: DigestName }>
> = {
  '1.2.840.113549.1.1.2': { scheme: 'RSA', digest: 'md2' },
  '1.2.840.113549.1.1.4': { scheme: 'RSA', digest: 'md5' },
  '1.2.840.113549.1.1.5': { scheme: 'RSA', digest: 'sha1' },
  '1.3.14.3.2.29': { scheme: 'RSA', digest: 'sha1' },
  '1.2.840.113549.1.1.14': { scheme: 'RSA', digest: 'sha224' },
  '1.2.840.113549.1.1.11': { scheme: 'RSA', digest: 'sha256' },
  '1.2.840.113549.1.1.12': { scheme: 'RSA', digest: 'sha384' },
  '1.2.840.113549.1.1.13': { scheme: 'RSA', digest: 'sha512' },
  '2.16.840.1.101.3.4.3.14': { scheme: 'RSA', digest: 'sha3-256' },
  '2.16.840.1.101.3.4.3.15': { scheme: 'RSA', digest: 'sha3-384' },
  '2.16.840.1.101.3.4.3.16': { scheme: 'RSA', digest: 'sha3-512' },
  '1.2.840.113549.1.1.10': { scheme: 'RSA-PSS' },
  '1.2.840.10045.4.1': { scheme: 'ECDSA', digest: 'sha1' },
  '1.2.840.10045.4.3.1': { scheme: 'ECDSA', digest: 'sha224' },
  '1.2.840.10045.4.3.2': { scheme: 'ECDSA', digest: 'sha256' },
  '1.2.840.10045.4.3.3': { scheme: 'ECDSA', digest: 'sha384' },
  '1.2.840.10045.4.3.4': { scheme: 'ECDSA', digest: 'sha512' },
  '1.2.840.10040.4.3': { scheme: 'DSA', digest: 'sha1' },
  '2.16.840.1.101.3.4.3.2': { scheme: 'DSA', digest: 'sha256' },
  '1.3.101.112': { scheme: 'Ed25519' },
  '1.3.101.113': { scheme: 'Ed448' },
}
