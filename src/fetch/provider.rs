//! Credentials providers, and the refresh that the calls of a client share.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use futures_util::future::{FutureExt as _, Shared};

use super::transport::LocalFuture;
use crate::credentials::{Credentials, CredentialsCache};

/// Provides credentials, and provides them again before they expire.
///
/// A function that returns a future is a provider:
///
/// ```
/// use patchlens::credentials::Credentials;
/// use patchlens::fetch::CredentialsProvider;
///
/// fn provider() -> impl CredentialsProvider {
///     || async { Ok(Credentials::new("AKIDEXAMPLE".into(), "secret".into(), None)) }
/// }
/// # let _ = provider();
/// ```
pub trait CredentialsProvider {
    /// The current credentials.
    ///
    /// The error is a sentence that says why there are none, without a secret.
    fn provide(&self) -> LocalFuture<'static, Result<Credentials, String>>;
}

impl<F, T> CredentialsProvider for F
where
    F: Fn() -> T,
    T: Future<Output = Result<Credentials, String>> + 'static,
{
    fn provide(&self) -> LocalFuture<'static, Result<Credentials, String>> {
        Box::pin(self())
    }
}

type Refresh = Shared<LocalFuture<'static, Result<(), String>>>;

/// The credentials of a client.
pub(super) struct Session {
    pub(super) cache: Rc<RefCell<CredentialsCache>>,
    provider: Option<Box<dyn CredentialsProvider>>,
    /// The refresh in progress, which concurrent calls share.
    refresh: RefCell<Option<Refresh>>,
}

impl Session {
    pub(super) fn fixed(credentials: Credentials) -> Self {
        Self::new(CredentialsCache::fixed(credentials), None)
    }

    /// Without credentials, for calls that are not signed.
    pub(super) fn unsigned() -> Self {
        Self::new(CredentialsCache::with_provider(), None)
    }

    pub(super) fn provided(provider: Box<dyn CredentialsProvider>) -> Self {
        Self::new(CredentialsCache::with_provider(), Some(provider))
    }

    fn new(cache: CredentialsCache, provider: Option<Box<dyn CredentialsProvider>>) -> Self {
        Self { cache: Rc::new(RefCell::new(cache)), provider, refresh: RefCell::default() }
    }

    /// Refreshes the credentials, or joins the refresh in progress.
    pub(super) async fn refresh(&self) -> Result<(), String> {
        let refresh = self.current()?;
        let result = refresh.clone().await;
        let mut current = self.refresh.borrow_mut();
        if current.as_ref().is_some_and(|other| other.ptr_eq(&refresh)) {
            *current = None;
        }
        result
    }

    fn current(&self) -> Result<Refresh, String> {
        if let Some(refresh) = &*self.refresh.borrow() {
            return Ok(refresh.clone());
        }
        let provider = self.provider.as_ref().ok_or("there is no provider")?;
        let (provided, cache) = (provider.provide(), Rc::clone(&self.cache));
        let store = async move {
            let credentials = provided.await?;
            cache.borrow_mut().store(credentials);
            Ok(())
        };
        let future: LocalFuture<'static, Result<(), String>> = Box::pin(store);
        let refresh = future.shared();
        *self.refresh.borrow_mut() = Some(refresh.clone());
        Ok(refresh)
    }
}
