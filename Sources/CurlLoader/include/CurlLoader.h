// Stands between FoundationNetworking and libcurl.
//
// FoundationNetworking links 23 functions of libcurl. This target defines functions of the same names, so that the
// linker takes these: in a static program there are no others, and in a dynamic one a program's own definitions come
// before those of every library. They load libcurl.so.4 when the first of them is called, pass the calls on to it, and
// correct on the way what URLSession cannot be told and what makes it crash:
//
// - of an answer only the last head and the body reach Foundation: no trailers, no 1xx, no answer of a proxy to CONNECT;
// - that head reaches it as one field, which it passes on unread: it follows no redirect and answers no challenge of
//   which it does not know, and it starts a timer anew for each line it hears, which took a quarter of a request's time;
// - a body ends when there is enough of it, and an answer whose head or trailers do not end is an error;
// - a connection that waits for an answer is not asked over and over whether it can be written to;
// - connections are kept, however few requests are under way;
// - an answer whose head is cut short is an error, and a length that no signed number holds is not told;
// - a body is not decoded: it comes as it was sent;
// - a request that may have acted is never sent a second time;
// - a transfer ends soon after the longest time that a request may take, whatever the server pours out meanwhile;
// - IPv6 addresses are accepted as hosts, and certificate authorities replace the system's or stand beside them.
//
// Elsewhere than on Linux it does nothing.
#ifndef CURL_LOADER_H
#define CURL_LOADER_H

#include <stdbool.h>
#include <stddef.h>

// The field that holds the head of an answer, the only one that Foundation is told: the status, and after each space a
// field's line. Spaces, percent signs and whatever is not printable ASCII are percent-encoded within.
#define CURL_LOADER_HEAD_FIELD "molecule-head"

// How many bytes of the body of an answer that is no success are wanted. The one piece that exceeds them is passed on.
#define CURL_LOADER_ERROR_BODY 65536

// How many bytes of the body of any other answer are wanted: somewhat more than any request allows, so that the one who
// made it sees that there are more.
#define CURL_LOADER_BODY ((12 << 20) + 65536)

// How many connections a session keeps.
#define CURL_LOADER_KEPT_CONNECTIONS 64L

// Loads libcurl, once, from any thread. NULL when it is loaded, otherwise the system's reason, which stays valid.
//
// Call it before the first session is made: without libcurl Foundation ends the process.
const char *curl_loader_error(void);

// Makes every later request trust the authorities in a PEM file and no others. The path is copied.
void curl_loader_trust_only(const char *path);

// Makes every later request trust authorities whose certificates are given in PEM form, in the place of those files of
// the system's or of `curl_loader_trust_only`; they are copied. False when libcurl cannot: it takes 7.77.
//
// The system's folder of certificates stays trusted unless `curl_loader_trust_only` was called.
bool curl_loader_trust_certificates(const void *text, size_t length);

// Tells how long a request may take that is about to be made, in milliseconds. A transfer that outlives the longest told
// so far is ended, also where the server leaves libcurl no time to hear of anything else.
void curl_loader_expect(long milliseconds);

// The file of the system's authorities, or NULL when libcurl names none.
const char *curl_loader_system_authorities(void);

// Whether Foundation's calls come through here. Known once a session was made.
bool curl_loader_is_in_place(void);

// Whether a request other than GET and HEAD is sent once at most, also over a connection that was kept.
//
// Known once a session was made; it takes libcurl 7.80.
bool curl_loader_sends_once(void);

#endif
