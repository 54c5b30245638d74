// A certificate for receiver.test that signs itself; made for these tests, good for nothing else.

export const receiverHost = 'receiver.test';

export const certificate = `-----BEGIN CERTIFICATE-----
MIIBoTCCAUegAwIBAgIUQatzCAc9J2erdosutvCdrvkgGV4wCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNcmVjZWl2ZXIudGVzdDAgFw0yNjExMjIyMjIxMjBaGA8yMTI2
MTAyOTIyMjEyMFowGDEWMBQGA1UEAwwNcmVjZWl2ZXIudGVzdDBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABIkqKycAGtCLuI8MZz5boAGnkXnh7Y0g0gPmORiH2MZJ
FeAHxKuOorm1xnVfIud4fnFbRZTj4QLbKYKoCeWY8C2jbTBrMB0GA1UdDgQWBBTe
R5GcZrRkw+caPKJWfQvMnVqwPjAfBgNVHSMEGDAWgBTeR5GcZrRkw+caPKJWfQvM
nVqwPjAYBgNVHREEETAPgg1yZWNlaXZlci50ZXN0MA8GA1UdEwEB/wQFMAMBAf8w
CgYIKoZIzj0EAwIDSAAwRQIgPHGdy+GB0aRyrPRr10jf1SI5Giib/8kExI37b5Cc
9gcCIQC6Gzdip5IOP7eZCtcwuaBtFdo3+dKB1jhwzJRqlYAoFw==
-----END CERTIFICATE-----
`;

export const certificateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgDIFizvtII9FHxovy
dgbF39G3YQhY/UuK+01TIdVNjwKhRANCAASJKisnABrQi7iPDGc+W6ABp5F54e2N
INID5jkYh9jGSRXgB8SrjqK5tcZ1XyLneH5xW0WU4+EC2ymCqAnlmPAt
-----END PRIVATE KEY-----
`;
