// Command wallet is an app of one session: it holds the credentials of one person, opens the session that it is given, and answers
// as that person would. What it sends and checks is irmago's own; only the screen is missing.
//
//	wallet -schemes DIR -storage DIR [-refuse] POINTER
//
// POINTER is what a QR code holds. What happens is printed, one line of JSON for each step, and the last says how it ended.
package main

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	irma "github.com/privacybydesign/irmago"
	"github.com/privacybydesign/irmago/eudi/credentials/sdjwtvc"
	"github.com/privacybydesign/irmago/irmaclient"
)

func main() {
	schemes := flag.String("schemes", "", "the schemes that the app ships with")
	storage := flag.String("storage", "", "where this person's credentials are kept; an existing folder")
	refuse := flag.Bool("refuse", false, "say no when asked")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	client, err := open(*schemes, *storage)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	person := &person{refuses: *refuse, ended: make(chan bool, 1)}
	client.NewSession(flag.Arg(0), person)
	isDone := <-person.ended
	if !isDone {
		untilKnown(flag.Arg(0))
	}
	if err := client.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if !isDone {
		os.Exit(1)
	}
}

// untilKnown waits until the server knows that the session is over: irmago tells it in the background, and an app stays open.
func untilKnown(pointer string) {
	qr := &irma.Qr{}
	if err := json.Unmarshal([]byte(pointer), qr); err != nil {
		return
	}
	transport := irma.NewHTTPTransport(qr.URL, false)
	for range 100 {
		var status irma.ServerStatus
		if err := transport.Get("status", &status); err != nil || status.Finished() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
}

func open(schemes, storage string) (*irmaclient.IrmaClient, error) {
	configuration, err := irma.NewConfiguration(
		filepath.Join(storage, "schemes"),
		irma.ConfigurationOptions{Assets: schemes, IgnorePrivateKeys: true},
	)
	if err != nil {
		return nil, err
	}
	// The folder is of a test, and gone after it.
	kept := irmaclient.NewIrmaStorage(storage, configuration, sha256.Sum256([]byte("a key of a test")))
	if err := kept.Open(); err != nil {
		return nil, err
	}
	// Nobody here asks for credentials of the other kind.
	others, err := irmaclient.NewInMemorySdJwtVcStorage()
	if err != nil {
		return nil, err
	}
	client, err := irmaclient.NewIrmaClient(
		configuration, app{}, noSigner{}, kept, sdjwtvc.SdJwtVcVerificationContext{}, others, nil,
	)
	if err != nil {
		return nil, err
	}
	// A server on this machine has no https.
	client.SetPreferences(irmaclient.Preferences{DeveloperMode: true})
	return client, nil
}
