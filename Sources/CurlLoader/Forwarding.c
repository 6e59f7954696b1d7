#if defined(__linux__)
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "Authorities.h"
#include "CurlLoader.h"
#include "Libcurl.h"
#include "Transfer.h"

// The definitions that FoundationNetworking is linked against. Without libcurl they fail; see `curl_loader_error`.
//
// The functions below that change something ask who called: `is_in_libcurl`.
#define EXPORTED __attribute__((visibility("default"), used, noinline))
#define CALLER __builtin_return_address(0)

static atomic_bool was_called, sends_once;

bool curl_loader_is_in_place(void) { return was_called; }

bool curl_loader_sends_once(void) { return was_called && sends_once; }

EXPORTED CURLcode curl_global_init(long flags) {
    const struct libcurl *library = libcurl();
    return library == NULL ? CURLE_FAILED_INIT : library->global_init(flags);
}

EXPORTED char *curl_version(void) {
    const struct libcurl *library = libcurl();
    return library == NULL ? NULL : library->version();
}

EXPORTED curl_version_info_data *curl_version_info(int age) {
    const struct libcurl *library = libcurl();
    return library == NULL ? NULL : library->version_info(age);
}

EXPORTED curl_slist *curl_slist_append(curl_slist *list, const char *text) {
    const struct libcurl *library = libcurl();
    return library == NULL ? NULL : library->slist_append(list, text);
}

EXPORTED void curl_slist_free_all(curl_slist *list) {
    const struct libcurl *library = libcurl();
    if (library != NULL) library->slist_free_all(list);
}

EXPORTED const char *curl_easy_strerror(CURLcode code) {
    const struct libcurl *library = libcurl();
    return library == NULL ? "libcurl.so.4 is missing" : library->easy_strerror(code);
}

EXPORTED CURL *curl_easy_init(void) {
    const struct libcurl *library = libcurl();
    if (library == NULL) return NULL;
    CURL *handle = library->easy_init();
    if (handle == NULL || is_in_libcurl(CALLER)) return handle;
    struct transfer *transfer = transfer_make(library, handle);
    bool is_ready = transfer != NULL;
    library->easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    library->easy_setopt(handle, CURLOPT_HTTP09_ALLOWED, 0L);
    if (is_ready && authorities_choose(library, handle)) return handle;
    library->easy_cleanup(handle);
    transfer_free(transfer);
    return NULL;
}

EXPORTED void curl_easy_cleanup(CURL *handle) {
    const struct libcurl *library = libcurl();
    if (library == NULL || handle == NULL) return;
    struct transfer *transfer = is_in_libcurl(CALLER) ? NULL : transfer_of(library, handle);
    library->easy_cleanup(handle);
    transfer_free(transfer);
}

EXPORTED CURLcode curl_easy_pause(CURL *handle, int bits) {
    const struct libcurl *library = libcurl();
    return library == NULL ? CURLE_FAILED_INIT : library->easy_pause(handle, bits);
}

// Sets an option of a handle that Foundation made, whose argument is a pointer or a function.
static CURLcode set_pointer(const struct libcurl *library, CURL *handle, CURLoption option, void *value) {
    struct transfer *transfer = transfer_of(library, handle);
    if (transfer == NULL) return library->easy_setopt(handle, option, value);
    switch (option) {
    case CURLOPT_HEADERFUNCTION:
        transfer->header_function = (curl_write_callback)value;
        return library->easy_setopt(handle, option, transfer_hear_header);
    case CURLOPT_HEADERDATA:
        transfer->header_data = value;
        return library->easy_setopt(handle, option, (void *)transfer);
    case CURLOPT_WRITEFUNCTION:
        transfer->body_function = (curl_write_callback)value;
        return library->easy_setopt(handle, option, transfer_hear_body);
    case CURLOPT_WRITEDATA:
        transfer->body_data = value;
        return library->easy_setopt(handle, option, (void *)transfer);
    case CURLOPT_ERRORBUFFER:
        transfer->error_text = value;
        return library->easy_setopt(handle, option, value);
    case CURLOPT_URL:
        transfer->is_plain = value != NULL && strncmp(value, "http://", strlen("http://")) == 0;
        return library->easy_setopt(handle, option, value);
    case CURLOPT_CUSTOMREQUEST:
        transfer->is_repeatable = value != NULL && (strcmp(value, "GET") == 0 || strcmp(value, "HEAD") == 0);
        return library->easy_setopt(handle, option, value);
    case CURLOPT_SEEKFUNCTION: return library->easy_setopt(handle, option, transfer_refuse_rewind);
    // "" would ask for every coding that libcurl knows.
    case CURLOPT_ACCEPT_ENCODING: return library->easy_setopt(handle, option, (void *)NULL);
    case CURLOPT_CAINFO:
    case CURLOPT_CAPATH: return authorities_are_chosen() ? CURLE_OK : library->easy_setopt(handle, option, value);
    // It holds the transfer.
    case CURLOPT_PRIVATE: return CURLE_UNKNOWN_OPTION;
    default: return library->easy_setopt(handle, option, value);
    }
}

EXPORTED CURLcode curl_easy_setopt(CURL *handle, CURLoption option, ...) {
    const struct libcurl *library = libcurl();
    if (library == NULL || handle == NULL) return CURLE_FAILED_INIT;
    bool is_own = is_in_libcurl(CALLER);
    CURLcode code;
    va_list arguments;
    va_start(arguments, option);
    if (option / OPTION_RANGE == OPTION_IS_LONG) {
        long value = va_arg(arguments, long);
        if (option == CURLOPT_HTTP_CONTENT_DECODING && !is_own) value = 0;
        code = library->easy_setopt(handle, option, value);
    } else if (option / OPTION_RANGE == OPTION_IS_NUMBER_OF_64_BITS) {
        code = library->easy_setopt(handle, option, va_arg(arguments, int64_t));
    } else {
        void *value = va_arg(arguments, void *);
        code = is_own ? library->easy_setopt(handle, option, value) : set_pointer(library, handle, option, value);
    }
    va_end(arguments);
    return code;
}

EXPORTED CURLcode curl_easy_getinfo(CURL *handle, CURLINFO info, ...) {
    const struct libcurl *library = libcurl();
    if (library == NULL || handle == NULL) return CURLE_FAILED_INIT;
    va_list arguments;
    va_start(arguments, info);
    void *place = va_arg(arguments, void *);
    va_end(arguments);
    CURLcode code = library->easy_getinfo(handle, info, place);
    if (code == CURLE_OK && info == CURLINFO_CONTENT_LENGTH_DOWNLOAD && !is_in_libcurl(CALLER)) {
        double *length = place;
        // Foundation makes a signed number of 64 bits of it; -1 is an unknown length.
        if (!(*length < 0x1p62)) *length = -1;
    }
    return code;
}

EXPORTED CURLM *curl_multi_init(void) {
    const struct libcurl *library = libcurl();
    if (library == NULL) return NULL;
    bool is_own = is_in_libcurl(CALLER);
    if (!is_own && !was_called) {
        // Whether the option is known says a handle only.
        CURL *handle = library->easy_init();
        sends_once = handle != NULL && library->easy_setopt(handle, CURLOPT_PREREQFUNCTION, (void *)NULL) == CURLE_OK;
        library->easy_cleanup(handle);
        was_called = true;
    }
    CURLM *multi = library->multi_init();
    // By itself libcurl keeps four connections for each transfer under way, and closes the others whenever few are.
    if (multi != NULL && !is_own) library->multi_setopt(multi, CURLMOPT_MAXCONNECTS, CURL_LOADER_KEPT_CONNECTIONS);
    return multi;
}

// Who hears what is waited for at sockets; one function for all sessions.
static _Atomic(curl_socket_callback) foundation_watches;

// Tells Foundation what to wait for at a socket.
//
// It adds what it is told to what it waits for already. So once a connection was waited for to be writable, it hears for
// as long as an answer takes that it is, as often as it can ask. To wait for an answer alone it has to begin anew.
static int watch_socket(CURL *handle, int socket, int what, void *context, void *socket_context) {
    // Indexed by socket; of those above nothing is known, and they are left as they are.
    static atomic_bool waits_to_write[1 << 16];
    bool is_known = socket >= 0 && socket < (int)(sizeof waits_to_write / sizeof *waits_to_write);
    curl_socket_callback watch = foundation_watches;
    if (is_known) {
        bool waited = atomic_exchange(&waits_to_write[socket], (what & CURL_POLL_OUT) != 0);
        if (waited && what == CURL_POLL_IN && socket_context != NULL) {
            watch(handle, socket, CURL_POLL_REMOVE, context, socket_context);
            socket_context = NULL;
        }
    }
    return watch(handle, socket, what, context, socket_context);
}

EXPORTED CURLMcode curl_multi_cleanup(CURLM *multi) {
    const struct libcurl *library = libcurl();
    return library == NULL ? CURLM_BAD_HANDLE : library->multi_cleanup(multi);
}

EXPORTED CURLMcode curl_multi_setopt(CURLM *multi, CURLoption option, ...) {
    const struct libcurl *library = libcurl();
    if (library == NULL) return CURLM_BAD_HANDLE;
    CURLMcode code;
    va_list arguments;
    va_start(arguments, option);
    if (option / OPTION_RANGE == OPTION_IS_LONG) {
        code = library->multi_setopt(multi, option, va_arg(arguments, long));
    } else if (option / OPTION_RANGE == OPTION_IS_NUMBER_OF_64_BITS) {
        code = library->multi_setopt(multi, option, va_arg(arguments, int64_t));
    } else {
        void *value = va_arg(arguments, void *);
        if (option == CURLMOPT_SOCKETFUNCTION && value != NULL && !is_in_libcurl(CALLER)) {
            foundation_watches = (curl_socket_callback)value;
            value = watch_socket;
        }
        code = library->multi_setopt(multi, option, value);
    }
    va_end(arguments);
    return code;
}

// How long a request may take at most, in milliseconds; 0 while none is expected.
static _Atomic long longest_request = 0;

// Whoever made the request gives up by itself; this much later libcurl must, too.
static const long patience = 500;

void curl_loader_expect(long milliseconds) {
    long known = atomic_load(&longest_request);
    while (known < milliseconds && !atomic_compare_exchange_weak(&longest_request, &known, milliseconds)) {}
}

// Foundation ends a request between two calls of libcurl, and libcurl does not return while there is more to read: a
// server that pours out what is no part of the body, and so passes no function of ours, would hold the session for ever.
static void limit_time(const struct libcurl *library, CURL *handle) {
    long longest = atomic_load(&longest_request);
    if (longest > 0) library->easy_setopt(handle, CURLOPT_TIMEOUT_MS, longest + patience);
}

EXPORTED CURLMcode curl_multi_add_handle(CURLM *multi, CURL *handle) {
    const struct libcurl *library = libcurl();
    if (library == NULL) return CURLM_BAD_HANDLE;
    struct transfer *transfer = is_in_libcurl(CALLER) ? NULL : transfer_of(library, handle);
    if (transfer != NULL) {
        transfer_restart(transfer);
        limit_time(library, handle);
    }
    return library->multi_add_handle(multi, handle);
}

EXPORTED CURLMcode curl_multi_remove_handle(CURLM *multi, CURL *handle) {
    const struct libcurl *library = libcurl();
    return library == NULL ? CURLM_BAD_HANDLE : library->multi_remove_handle(multi, handle);
}

EXPORTED CURLMcode curl_multi_assign(CURLM *multi, int socket, void *value) {
    const struct libcurl *library = libcurl();
    return library == NULL ? CURLM_BAD_HANDLE : library->multi_assign(multi, socket, value);
}

EXPORTED CURLMcode curl_multi_socket_action(CURLM *multi, int socket, int events, int *running) {
    const struct libcurl *library = libcurl();
    return library == NULL ? CURLM_BAD_HANDLE : library->multi_socket_action(multi, socket, events, running);
}

EXPORTED CURLMsg *curl_multi_info_read(CURLM *multi, int *left) {
    // Read by the caller before it asks again.
    static _Thread_local CURLMsg corrected;
    const struct libcurl *library = libcurl();
    CURLMsg *message = library == NULL ? NULL : library->multi_info_read(multi, left);
    if (message == NULL || message->msg != CURLMSG_DONE || is_in_libcurl(CALLER)) return message;
    struct transfer *transfer = transfer_of(library, message->easy_handle);
    if (transfer == NULL) return message;
    corrected = *message;
    corrected.data.result = transfer_result(transfer, message->data.result);
    return &corrected;
}

// Foundation makes one of these for each request, to see that libcurl reads the same host in a URL, and frees it with
// `curl_free`, which leaves its parts; or not at all.
static _Thread_local CURLU *open_url;

EXPORTED CURLU *curl_url(void) {
    const struct libcurl *library = libcurl();
    if (library == NULL) return NULL;
    CURLU *url = library->url();
    if (is_in_libcurl(CALLER)) return url;
    if (open_url != NULL) library->url_cleanup(open_url);
    open_url = url;
    return url;
}

EXPORTED CURLUcode curl_url_set(CURLU *url, int part, const char *text, unsigned flags) {
    const struct libcurl *library = libcurl();
    return library == NULL ? CURLUE_BAD_HANDLE : library->url_set(url, part, text, flags);
}

EXPORTED CURLUcode curl_url_get(CURLU *url, int part, char **text, unsigned flags) {
    const struct libcurl *library = libcurl();
    if (library == NULL) return CURLUE_BAD_HANDLE;
    CURLUcode code = library->url_get(url, part, text, flags);
    if (code != 0 || part != CURLUPART_HOST || is_in_libcurl(CALLER)) return code;
    // [::1], to which Foundation compares ::1.
    size_t length = strlen(*text);
    if (length > 2 && (*text)[0] == '[' && (*text)[length - 1] == ']') {
        memmove(*text, *text + 1, length - 2);
        (*text)[length - 2] = 0;
    }
    return code;
}

EXPORTED void curl_free(void *memory) {
    const struct libcurl *library = libcurl();
    if (library == NULL) return;
    if (memory != NULL && memory == open_url) {
        open_url = NULL;
        library->url_cleanup(memory);
    } else {
        library->free(memory);
    }
}
#endif
