// One request and its answer, as seen between Foundation and libcurl.
#ifndef TRANSFER_H
#define TRANSFER_H

#include "Libcurl.h"

struct transfer {
    // Who hears of the answer's fields.
    curl_write_callback header_function;
    void *header_data;
    // How much of the answer's heads has come.
    enum head_phase { BEFORE_HEAD, IN_INTERIM_HEAD, IN_HEAD, AFTER_HEAD } phase;
    // The status of a redirect, which Foundation is told by a field; 0 for any other answer.
    int redirect_status;
    // Whether the request may be sent twice.
    bool is_repeatable;
    // How often it was sent.
    unsigned sends;
    // Where libcurl writes what went wrong; may be NULL.
    char *error_text;
};

// Makes a handle's transfer, or NULL when there is no memory; released with `free`.
struct transfer *transfer_make(const struct libcurl *library, CURL *handle);

// A handle's transfer, or NULL when it has none.
struct transfer *transfer_of(const struct libcurl *library, CURL *handle);

// Begins anew: a handle can be used for one request after another.
void transfer_restart(struct transfer *transfer);

// The result to tell Foundation instead of libcurl's.
CURLcode transfer_result(struct transfer *transfer, CURLcode result);

// Hears a field from libcurl and passes it on to Foundation, changed or not, or keeps it back.
size_t transfer_hear_header(char *data, size_t size, size_t count, void *transfer);

// Refuses to go back in a request's body, which libcurl asks for when it is about to send the request again.
int transfer_refuse_rewind(void *context, long long offset, int origin);

#endif
