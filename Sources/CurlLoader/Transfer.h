// One request and its answer, as seen between Foundation and libcurl.
#ifndef TRANSFER_H
#define TRANSFER_H

#include <stdatomic.h>

#include "Libcurl.h"

struct transfer {
    const struct libcurl *library;
    CURL *handle;
    // Who hears of the answer's fields.
    curl_write_callback header_function;
    void *header_data;
    // Who hears of the answer's body.
    curl_write_callback body_function;
    void *body_data;
    // How much of the answer's heads has come.
    enum head_phase { BEFORE_HEAD, IN_INTERIM_HEAD, IN_HEAD, AFTER_HEAD } phase;
    // Whether the answer is one of success, of whose body more is wanted.
    bool is_success;
    // How much of heads and trailers has come, in bytes.
    size_t lines_length;
    // How much of the body has come, in bytes.
    size_t body_length;
    // The status and the fields that have come, as Foundation is told them: see `CURL_LOADER_HEAD_FIELD`.
    char *head;
    size_t head_length, head_capacity;
    // Whether the request may be sent twice.
    bool is_repeatable;
    // Whether it goes out unencrypted, so that libcurl counts the bytes that left.
    bool is_plain;
    // How often libcurl was about to send it.
    unsigned sends;
    // How often libcurl has called: see `tell_use`.
    atomic_uint uses;
    // Where libcurl writes what went wrong; may be NULL.
    char *error_text;
};

// Makes a handle's transfer, or NULL when there is no memory.
struct transfer *transfer_make(const struct libcurl *library, CURL *handle);

// Releases a transfer; NULL is none.
void transfer_free(struct transfer *transfer);

// A handle's transfer, or NULL when it has none.
struct transfer *transfer_of(const struct libcurl *library, CURL *handle);

// Begins anew: a handle can be used for one request after another.
void transfer_restart(struct transfer *transfer);

// The result to tell Foundation instead of libcurl's.
CURLcode transfer_result(struct transfer *transfer, CURLcode result);

// Hears a field from libcurl and passes it on to Foundation, changed or not, or keeps it back.
size_t transfer_hear_header(char *data, size_t size, size_t count, void *transfer);

// Hears a piece of the body from libcurl and passes it on to Foundation, unless enough has come.
size_t transfer_hear_body(char *data, size_t size, size_t count, void *transfer);

// Refuses to go back in a request's body, which libcurl asks for when it is about to send the request again.
int transfer_refuse_rewind(void *context, long long offset, int origin);

#endif
