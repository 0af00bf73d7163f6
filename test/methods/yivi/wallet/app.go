package main

import (
	"errors"
	"fmt"
	"os"

	irma "github.com/privacybydesign/irmago"
)

// app is told what changed outside of sessions; there is no screen to show it on.
type app struct{}

func (app) ReportError(err error) { fmt.Fprintln(os.Stderr, err) }

func (app) UpdateConfiguration(*irma.IrmaIdentifierSet)           {}
func (app) UpdateAttributes()                                     {}
func (app) Revoked(*irma.CredentialIdentifier)                    {}
func (app) EnrollmentFailure(irma.SchemeManagerIdentifier, error) {}
func (app) EnrollmentSuccess(irma.SchemeManagerIdentifier)        {}
func (app) ChangePinFailure(irma.SchemeManagerIdentifier, error)  {}
func (app) ChangePinSuccess()                                     {}
func (app) ChangePinIncorrect(irma.SchemeManagerIdentifier, int)  {}
func (app) ChangePinBlocked(irma.SchemeManagerIdentifier, int)    {}

// noSigner: only a key share server asks for signatures of the device, and the scheme of the tests has none.
type noSigner struct{}

var errNoSigner = errors.New("this app has no key of a device")

func (noSigner) PublicKey(string) ([]byte, error)    { return nil, errNoSigner }
func (noSigner) Sign(string, []byte) ([]byte, error) { return nil, errNoSigner }
