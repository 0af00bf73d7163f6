package main

import (
	"encoding/json"
	"os"

	irma "github.com/privacybydesign/irmago"
	"github.com/privacybydesign/irmago/irmaclient"
)

// person answers what the app asks.
type person struct {
	refuses bool
	// Gets one value: whether the session came to a good end.
	ended chan bool
}

type step struct {
	Event string `json:"event"`
	// Code is what the app shows, to be typed where the QR code was.
	Code string `json:"code,omitempty"`
	// Requestor is who asks, as the app shows it.
	Requestor string `json:"requestor,omitempty"`
	Reason    string `json:"reason,omitempty"`
}

func tell(s step) {
	if err := json.NewEncoder(os.Stdout).Encode(s); err != nil {
		panic(err)
	}
}

func (p *person) end(s step) {
	tell(s)
	p.ended <- s.Event == "done"
}

func (p *person) RequestVerificationPermission(
	_ *irma.DisclosureRequest,
	satisfiable bool,
	candidates [][]irmaclient.DisclosureCandidates,
	requestor *irma.RequestorInfo,
	answer irmaclient.PermissionHandler,
) {
	tell(step{Event: "asked", Requestor: requestor.Name["nl"]})
	p.decide(satisfiable, candidates, answer)
}

func (p *person) RequestIssuancePermission(
	_ *irma.IssuanceRequest,
	satisfiable bool,
	candidates [][]irmaclient.DisclosureCandidates,
	requestor *irma.RequestorInfo,
	answer irmaclient.PermissionHandler,
) {
	tell(step{Event: "offered", Requestor: requestor.Name["nl"]})
	p.decide(satisfiable, candidates, answer)
}

func (p *person) RequestSignaturePermission(
	_ *irma.SignatureRequest,
	_ bool,
	_ [][]irmaclient.DisclosureCandidates,
	_ *irma.RequestorInfo,
	answer irmaclient.PermissionHandler,
) {
	tell(step{Event: "asked to sign"})
	answer(false, nil)
}

// decide says no, or picks of each question the first alternative that the person has.
func (p *person) decide(
	satisfiable bool,
	candidates [][]irmaclient.DisclosureCandidates,
	answer irmaclient.PermissionHandler,
) {
	if p.refuses || !satisfiable {
		answer(false, nil)
		return
	}
	choice := &irma.DisclosureChoice{}
	for _, alternatives := range candidates {
		for _, alternative := range alternatives {
			// An error says that the person does not have it.
			if chosen, err := alternative.Choose(); err == nil {
				choice.Attributes = append(choice.Attributes, chosen)
				break
			}
		}
	}
	answer(true, choice)
}

func (p *person) PairingRequired(code string) { tell(step{Event: "pairing", Code: code}) }
func (p *person) Success(string)              { p.end(step{Event: "done"}) }
func (p *person) Cancelled()                  { p.end(step{Event: "cancelled"}) }

func (p *person) Failure(err *irma.SessionError) {
	reason := "unknown"
	if err != nil {
		reason = err.Error()
	}
	p.end(step{Event: "failed", Reason: reason})
}

func (p *person) KeyshareBlocked(irma.SchemeManagerIdentifier, int) {
	p.end(step{Event: "failed", Reason: "blocked by a key share server"})
}

func (p *person) KeyshareEnrollmentMissing(irma.SchemeManagerIdentifier) {
	p.end(step{Event: "failed", Reason: "not enrolled at a key share server"})
}

func (p *person) KeyshareEnrollmentDeleted(irma.SchemeManagerIdentifier) {
	p.end(step{Event: "failed", Reason: "no longer enrolled at a key share server"})
}

func (p *person) KeyshareEnrollmentIncomplete(irma.SchemeManagerIdentifier) {
	p.end(step{Event: "failed", Reason: "half enrolled at a key share server"})
}

func (p *person) RequestPin(_ int, answer irmaclient.PinHandler) { answer(false, "") }

func (p *person) StatusUpdate(irma.Action, irma.ClientStatus) {}
func (p *person) ClientReturnURLSet(string)                   {}
